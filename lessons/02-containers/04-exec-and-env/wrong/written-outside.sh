# The learner's own shell sees the > first.
# check: till-noted
# found: There is no
docker run -d --name till --env-file tea.env -e MODE=test busybox sleep 3600
docker exec till env > /tmp/settings
