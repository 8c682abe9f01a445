# nginx goes into the background, and the container ends.
# check: own-serves
# found: keep it in the foreground
mkdir ~/my-nginx
cd ~/my-nginx
printf 'FROM debian\nRUN apt-get update && apt-get install -y --no-install-recommends nginx\nEXPOSE 80\nCMD ["nginx"]\n' > Dockerfile
docker build -t my-nginx .
docker run -d --name mine -p 8081:80 my-nginx
