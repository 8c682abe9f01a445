# A shell without -t: there is no prompt.
# check: box-entered
# found: TODO
echo hostname | docker run -i --name box busybox sh
