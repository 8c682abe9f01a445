# check: tidy
# found: runs without `--init`
docker run -d --name tidy busybox sh -c '(sleep 1 &); (sleep 1 &); exec sleep 1h'
