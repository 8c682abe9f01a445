# Without brackets it is the shell form.
# check: ferry-image
# found: /bin/sh
printf 'FROM busybox\nENV ROUTE=north\nLABEL line=coast\nWORKDIR /ferry\nEXPOSE 9000\nCMD httpd -f -p 9000\n' | docker build -t ferry -
