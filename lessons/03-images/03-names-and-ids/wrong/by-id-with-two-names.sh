# An id with two names is refused, so nothing is removed.
# check: old-names-gone
# found: greeter:1.0
cd ~/greeter
docker build -q -t greeter:1.0 -t hello:2.0 .
docker rmi $(docker image ls -q greeter:1.0)
