# A .dockerignore counts only in the context.
# check: abacus-clean
# found: It is still there
echo drafts > .dockerignore
cd ~/abacus
printf 'FROM debian\nRUN echo bc > /usr/bin/bc\nCOPY . /abacus/\n' > Dockerfile
docker build -t abacus:1 .
echo 7 > sums.txt
docker build -t abacus:2 .
