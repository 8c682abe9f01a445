# Without -i the container's input is closed.
# check: encoded
# found: TODO
echo -n harbour | docker run busybox base64
