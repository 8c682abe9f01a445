# Killed, it could not close its books.
# check: polite
# found: ended with exit code 137
docker run -d --name polite busybox sh -c 'trap "echo the books are closed; exit 0" TERM; while true; do sleep 1; done'
docker kill polite
