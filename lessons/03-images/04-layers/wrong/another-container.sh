# The image does not change with a container: a second one knows nothing of the first.
# check: committed
# found: fortune:1.0 is debian itself under another name
docker run --name workshop debian touch /usr/games/fortune
docker tag debian fortune:1.0
