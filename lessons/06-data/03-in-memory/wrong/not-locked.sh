# Memory at the right places, and still writable everywhere else.
# check: vault
# found: It needs `--read-only`
docker run -d --name vault -p 8080:80 --tmpfs /var/cache/nginx --tmpfs /run nginx
