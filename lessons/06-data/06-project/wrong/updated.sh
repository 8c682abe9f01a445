# The quick update: a new container, and the entries are lost with the old one.
# check: kept
# found: The new diary is empty
docker rm -f diary
docker run -d --name diary -p 8080:8000 -v weather:/data diary
#: again is empty
curl http://localhost:8080
