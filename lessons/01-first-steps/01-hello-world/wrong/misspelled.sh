# check: hello-ran
# found: no container
docker run helo-world
