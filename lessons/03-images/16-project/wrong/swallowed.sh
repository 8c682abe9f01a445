# In the shell form the stop is lost.
# check: tool
# found: is in the shell form
cd ~/buses
printf 'FROM busybox\nWORKDIR /buses\nCOPY stops.txt .\nCOPY buses.sh /usr/local/bin/buses\nENTRYPOINT buses\nCMD ["Harbour"]\n' > Dockerfile
docker build -q -t buses .
docker run buses Mill
