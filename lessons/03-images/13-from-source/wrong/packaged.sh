# figlet from Debian's packages; it is never compiled. (The package is only pretended.)
# check: figlet-image
# found: This figlet comes from Debian's packages
printf 'FROM debian\nRUN install /bin/true /usr/bin/figlet-figlet\nLABEL figlet=2.2.5\nENTRYPOINT ["figlet-figlet"]\n' | docker build -t figlet -
