# Without a terminal there is no prompt to talk to.
# check: node-shell
# found: without `-t`
echo '6 * 7' | docker run -i --name calculator node:slim
