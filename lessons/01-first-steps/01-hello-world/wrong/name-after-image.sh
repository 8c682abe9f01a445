# What stands after the image is a command for the container, not an option of docker run.
# check: postcard
# found: give it one with `--name postcard`
docker run hello-world --name postcard
