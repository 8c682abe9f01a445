# The last stage decides, and here it is the large one.
# check: menu-image
# found: It stands on debian
cd ~/menu
printf 'FROM busybox AS small\nFROM debian\nCOPY menu.md /index.html\n' > Dockerfile
docker build -t menu .
