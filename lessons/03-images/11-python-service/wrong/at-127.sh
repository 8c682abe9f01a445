# The service listens for callers from inside the container only.
# check: reached
# found: It needs `--host 0.0.0.0`
cd ~/berths
docker build -t berths:1 .
docker run -d --name berths -p 8080:8000 berths:1
#: again running on
docker logs berths
