# USER alone: the page can't be written.
# check: user-serves
# found: The container may not write to its folder
cd ~/kiosk
sed -i 's/^CMD/USER www-data\nCMD/' Dockerfile
docker build -q -t kiosk:user .
docker run -d --name kiosk -p 8080:8080 kiosk:user
