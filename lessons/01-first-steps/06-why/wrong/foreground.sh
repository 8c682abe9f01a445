# A system with nothing to do ends at once.
# check: three-of-them
# found: a container runs only as long as its main program
docker run -d --name system-1 debian
