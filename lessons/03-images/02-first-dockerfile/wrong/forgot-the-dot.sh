# Without a context nothing is built.
# check: built
# found: It is not here
cd ~/fortune-clock
printf 'FROM debian\nRUN echo fortune-mod\nCMD ["clock.sh"]\n' > Dockerfile
docker build -t fortune-clock
