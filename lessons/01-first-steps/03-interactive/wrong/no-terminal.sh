# A shell without -t: there is no prompt.
# check: box-entered
# found: was started without `-t`
echo hostname | docker run -i --name box busybox sh
