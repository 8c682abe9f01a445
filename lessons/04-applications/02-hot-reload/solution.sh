#: step copy
cd ~/hello-dock
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
#: again Hello, dock!
curl -s http://localhost:5173/src/harbour.js | head -2
sed -i 's/Hello, dock!/Land ahoy!/' src/harbour.js
head -2 src/harbour.js
curl -s http://localhost:5173/src/harbour.js | head -2
#: step mount
cd ~/hello-dock
docker rm -f hello-dock
docker run --name hello-dock -p 5173:5173 -v "$(pwd):/home/node/app" hello-dock:dev
ls
#: step volume
cd ~/hello-dock
docker rm hello-dock
docker run -d --name hello-dock -p 5173:5173 -v "$(pwd):/home/node/app" -v /home/node/app/node_modules hello-dock:dev
#: again Land ahoy!
curl -s http://localhost:5173/src/harbour.js | head -2
#: step reload
cd ~/hello-dock
#: again steelblue
curl -s http://localhost:5173/src/style.css | grep -o 'background: [a-z]*'
sed -i 's/steelblue/teal/' src/style.css
#: again hmr update
docker logs hello-dock
#: until reload
docker volume ls
#: step tides
cd ~/tides
docker run -d --name tides -p 3000:3000 -v "$(pwd):/srv/tides" -v /srv/tides/node_modules tides:dev
#: again Bergen
curl http://localhost:3000
sed -i 's/Bergen/Stavanger/' tides.js
#: again Stavanger
curl http://localhost:3000
