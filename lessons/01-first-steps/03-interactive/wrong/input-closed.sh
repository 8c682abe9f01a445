# Without -i the container's input is closed.
# check: encoded
# found: was started without `-i`
echo -n harbour | docker run busybox base64
