# The version is asked for, but not given. (Nothing is compiled here.)
# check: figlet-image
# found: did you give --build-arg
printf 'FROM debian\nARG VERSION\nLABEL figlet=${VERSION}\nRUN install -D /bin/true /opt/figlet/bin/figlet\nENTRYPOINT ["/opt/figlet/bin/figlet"]\n' | docker build -t figlet -
