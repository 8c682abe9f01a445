# Ended with its terminal: without -d it is not in the background.
# check: ticker
# found: a container runs only as long as its main program
docker run --name ticker busybox date
