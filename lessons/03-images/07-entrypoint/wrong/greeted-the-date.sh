# What stands after the image goes to the entry point.
# check: entrypoint-overridden
# found: It has greeted the date
printf 'FROM busybox\nENTRYPOINT ["echo", "Hello"]\nCMD ["world"]\n' | docker build -q -t hello-both -
docker run --name clock hello-both date
