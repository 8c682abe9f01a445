# The container is gone, the folder is not.
# check: stray-gone
# found: It is still there
docker run -d --name lighthouse -p 8080:80 -v "$(pwd)/page:/usr/share/nginx/html" nginx
docker run -d --name typo -p 8082:80 -v "$(pwd)/paige:/usr/share/nginx/html" nginx
docker rm -f typo
