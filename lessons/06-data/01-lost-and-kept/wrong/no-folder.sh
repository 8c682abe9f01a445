# Replaced, and nothing mounted.
# check: kept
# found: has nothing mounted
# from: folder
docker rm -f guestbook
docker run -d --name guestbook -p 8080:8000 guestbook
#: again Thank you
curl -d "Grace was here, too" http://localhost:8080
