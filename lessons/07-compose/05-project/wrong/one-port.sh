# Three bookings, and one port for them.
# check: three
# found: only one can have it
cd ~/lantern
docker compose up -d --scale booking=3
