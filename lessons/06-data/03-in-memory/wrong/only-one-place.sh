# Memory for the cache, but the server also notes its process number.
# check: vault
# found: The server has ended
docker run -d --name vault -p 8080:80 --read-only --tmpfs /var/cache/nginx nginx
