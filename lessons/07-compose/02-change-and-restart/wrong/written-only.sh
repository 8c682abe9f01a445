# start goes on with the container that was made before.
# check: policy
# found: was made before
cd ~/counter
docker compose up -d
sed -i 's/"Hello"/"Good day"/' counter.py
docker compose up -d --build
#: until rebuilt
docker compose exec app python -c 'import os; os.kill(1, 15)'
#: until down
sed -i 's/build: ./build: .\n    restart: always/' compose.yaml
docker compose start
