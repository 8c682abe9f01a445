# The settings as they are in the file.
# check: till
# found: live
docker run -d --name till --env-file tea.env busybox sleep 3600
