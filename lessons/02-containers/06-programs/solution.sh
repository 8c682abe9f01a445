#: step node
node --version
docker run -it --name calculator node:slim
6 * 7
['sea', 'wind'].map((word) => word.toUpperCase())
.exit
#: step script
docker run --name tides -v "$(pwd):/work" -w /work node:slim node tides.js 5 6
#: step executable
ls inbox
docker run --rm rmbyext pdf
ls inbox
docker run --rm -v "$(pwd)/inbox:/zone" rmbyext pdf
ls inbox
docker image inspect --format '{{json .Config.Entrypoint}}' rmbyext
docker image inspect --format '{{json .Config.Cmd}}' rmbyext
docker run --rm --entrypoint cat rmbyext /usr/local/bin/rmbyext
#: step photos
docker run --rm rmbyext
docker run --rm -v "$(pwd)/photos:/zone" rmbyext tmp bak
