# latest is believed to follow the newest build.
# check: latest-moved
# found: greeter:latest still is the old image
cd ~/greeter
docker build -t greeter:1.0 .
docker tag greeter:1.0 greeter
echo 'Good evening!' > greeting.txt
docker build -t greeter:1.1 .
