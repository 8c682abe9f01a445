# The tower stands on the well-known nginx, not on one's own. (What is installed in that is only pretended.)
# check: tower-image
# found: It is not built from `my-nginx`
printf 'FROM debian\nRUN echo nginx > /etc/mine\n' | docker build -t my-nginx -
cd ~/site
printf 'FROM nginx\nCOPY index.html /usr/share/nginx/html/index.html\n' > Dockerfile
docker build -t tower .
