# It removes the notebook as well.
# check: night-gone
# found: with it the only copy of the notes
docker container prune -f
