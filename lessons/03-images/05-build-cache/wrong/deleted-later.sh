# The password is deleted from the folder after the build, not left out of the image.
# check: left-out
# found: The password is in banner:5
cd ~/banner
printf 'FROM debian\nRUN echo figlet\nCOPY . /banner/\n' > Dockerfile
docker build -t banner:5 .
rm .env
