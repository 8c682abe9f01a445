# The folder is copied, but the recording was never put into it.
# check: whole-context
# found: there was no recording.bin in it
cd ~/fortune-clock
printf 'FROM debian\nCOPY . /clock/\n' > Dockerfile
docker build -t fortune-clock:all .
