# -d does not keep a container alive whose program has nothing to do.
# check: awake
# found: a container runs only as long as its main program
docker run -d --name awake busybox
