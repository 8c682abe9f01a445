# With the back network, the page's container reaches the database.
# check: walls
# found: It needs front alone
# from: walls
cd ~/harbour
sed -i '/build: client/,/- front/ s/- front/- front\n      - back/' compose.yaml
docker compose up -d
