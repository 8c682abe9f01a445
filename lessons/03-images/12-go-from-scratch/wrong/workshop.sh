# The whole workshop is handed out, and runs as root. (Nothing is built.)
# check: lamp-image
# found: runs as root
cd ~/lamp
printf 'FROM golang\nWORKDIR /src\nCOPY . .\nCMD ["lamp"]\n' > Dockerfile
docker build -t lamp .
