# node --watch goes on waiting, so the container runs although the server doesn't.
# check: tides
# found: misses its packages
cd ~/tides
sed -i 's/Bergen/Stavanger/' tides.js
docker run -d --name tides -p 3000:3000 -v "$(pwd):/srv/tides" tides:dev
