# A command that begins with spaces.
# check: made
# found: It has to be a tab
sudo apt-get update
sudo apt-get install -y make
printf '.PHONY: build boot stop\n\nbuild:\n    ./build.sh\n\nboot:\n    ./boot.sh\n\nstop:\n    ./stop.sh\n' > notes/Makefile
make -C notes stop
