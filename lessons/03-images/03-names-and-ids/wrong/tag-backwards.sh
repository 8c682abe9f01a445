# docker tag takes the existing name first.
# check: second-name
# found: It is not here
cd ~/greeter
docker build -t greeter:1.0 .
docker tag harbour/greeter:summer greeter:1.0
