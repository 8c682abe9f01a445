# A restart starts the old image again.
# check: rebuilt
# found: image from before your change
cd ~/counter
docker compose up -d
#: again Hello
curl http://localhost:8080
sed -i 's/"Hello"/"Good day"/' counter.py
docker compose restart app
#: again Hello
curl http://localhost:8080
