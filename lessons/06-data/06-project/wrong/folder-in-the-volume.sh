# The whole folder was copied into the volume, not what is in it.
# check: kept
# found: one folder too deep
docker cp diary:/data data
docker rm -f diary
docker run -d --name diary -p 8080:8000 -v weather:/data diary
docker cp data diary:/data
