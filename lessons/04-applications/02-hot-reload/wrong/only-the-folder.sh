# The mount alone hides the packages.
# check: mounted
# found: hides its packages
cd ~/hello-dock
sed -i 's/Hello, dock!/Land ahoy!/' src/harbour.js
docker run -d --name hello-dock -p 5173:5173 -v "$(pwd):/home/node/app" hello-dock:dev
