# It works, and could change the pages.
# check: site
# found: could change your folder
docker cp site:/usr/share/nginx/html/tonight.html programme
docker rm -f site
docker run -d --name site -p 8080:80 -v "$(pwd)/programme:/usr/share/nginx/html" nginx
