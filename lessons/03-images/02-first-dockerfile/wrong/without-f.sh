# Two recipes in the folder, and Docker takes the one with the usual name.
# check: postcard-image
# found: This is the clock once more
cd ~/fortune-clock
printf 'FROM debian\nRUN echo fortune-mod\nCMD ["clock.sh"]\n' > Dockerfile
printf 'FROM busybox\nCOPY postcard.txt /postcard.txt\nCMD ["cat", "/postcard.txt"]\n' > Dockerfile.postcard
docker build -t postcard .
