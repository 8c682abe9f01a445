# A new image shows the new text, and the next change needs another one.
# check: mounted
# found: is a copy in its image
cd ~/hello-dock
sed -i 's/Hello, dock!/Land ahoy!/' src/harbour.js
docker build -q --file Dockerfile.dev -t hello-dock:dev .
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
#: again Land ahoy!
curl -s http://localhost:5173/src/harbour.js | head -2
