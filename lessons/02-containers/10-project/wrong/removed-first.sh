# Replaced, as one should, and the page for tonight with it.
# check: rescued
# found: `tonight.html` was in it alone
docker rm -f site
docker run -d --name site -p 8080:80 -v "$(pwd)/programme:/usr/share/nginx/html:ro" nginx
