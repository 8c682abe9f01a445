# Short, and without a look.
# check: tidy
# found: `visitors` is gone as well
docker rm -f $(docker ps -aq)
