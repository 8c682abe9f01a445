# Prune takes whatever doesn't run.
# check: tidy
# found: `archive` is gone
docker container prune -f
