# Fetching an image is not running it.
# check: hello-ran
# found: no container
docker pull hello-world
