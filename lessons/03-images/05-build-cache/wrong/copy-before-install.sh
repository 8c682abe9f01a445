# The order is left as it was. (The program is only pretended: it is the order that counts.)
# check: abacus-quick
# found: were not made in the same build
cd ~/abacus
printf 'FROM debian\nCOPY . /abacus/\nRUN echo bc > /usr/bin/bc\n' > Dockerfile
docker build -t abacus:1 .
echo 7 > sums.txt
docker build -t abacus:2 .
