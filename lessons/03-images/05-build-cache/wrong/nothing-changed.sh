# Built twice, but nothing changed in between.
# check: reordered
# found: are the same image
cd ~/banner
printf 'FROM debian\nRUN echo figlet\nCOPY . /banner/\n' > Dockerfile
docker build -t banner:3 .
docker build -t banner:4 .
