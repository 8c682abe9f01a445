# Fetching an image is not running it.
# check: hello-ran
# found: The image `hello-world` is here, but no container has been made from it yet
docker pull hello-world
