# check: hello-ran
# found: No container has been made yet
docker run helo-world
