# Built again under a new tag, but nothing was changed: the same image.
# check: rebuilt
# found: greeter:1.1 is the old image under a new name
cd ~/greeter
docker build -t greeter:1.0 .
docker build -t greeter:1.1 .
