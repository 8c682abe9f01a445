# EXPOSE alone publishes no port.
# check: ferry-serves
# found: Nothing answers on port 9000
mkdir ~/ferry
cd ~/ferry
echo 'Bergen 8:00' > times.txt
printf 'FROM busybox\nARG ROUTE\nENV ROUTE=$ROUTE\nLABEL line=coast\nWORKDIR /ferry\nCOPY times.txt .\nEXPOSE 9000\nCMD ["httpd", "-f", "-p", "9000"]\n' > Dockerfile
docker build --build-arg ROUTE=north -t ferry .
docker run -d --name ferry ferry
