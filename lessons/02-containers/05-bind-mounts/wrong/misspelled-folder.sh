# The engine makes an empty folder of this name.
# check: page
# found: paige
docker run -d --name lighthouse -p 8080:80 -v "$(pwd)/paige:/usr/share/nginx/html" nginx
