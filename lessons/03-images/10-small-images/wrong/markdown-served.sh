# The text is served as it is, not as a page.
# check: menu-served
# found: fish soup
cd ~/menu
printf 'FROM busybox\nCOPY menu.md /site/index.html\nCMD ["httpd", "-f", "-p", "80", "-h", "/site"]\n' > Dockerfile
docker build -t menu .
docker run -d --name menu -p 8080:80 menu
