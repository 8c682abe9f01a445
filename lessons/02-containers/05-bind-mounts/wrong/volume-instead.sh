# Without a slash it is the name of a volume.
# check: page
# found: volume
docker run -d --name lighthouse -p 8080:80 -v page:/usr/share/nginx/html nginx
