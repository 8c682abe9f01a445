# The page is changed in the folder only.
# check: site-updated
# found: The old hours are served
cd ~/site
printf 'FROM nginx\nCOPY index.html /usr/share/nginx/html/index.html\n' > Dockerfile
docker build -t lighthouse .
docker run -d --name lighthouse -p 8080:80 lighthouse
sed -i 's/ten to four/nine to five/' index.html
