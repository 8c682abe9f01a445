# The last name was taken off before there was another, and the image went with it.
# check: renamed
# found: It is not here
cd ~/greeter
docker build -t greeter:1.0 .
docker rmi greeter:1.0
docker tag greeter:1.0 hello:2.0
