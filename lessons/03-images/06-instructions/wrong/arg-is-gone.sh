# An ARG is not there in containers.
# check: variables
# found: ARG is gone after the build
cd ~/kiosk
printf 'FROM busybox\nARG VERSION=0.0\nENV TOWN=Bergen\n' > Dockerfile
docker build --build-arg VERSION=1.3 -t kiosk:3 .
