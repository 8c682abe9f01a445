# The bookings are in a volume without a name.
# check: kept
# found: a new container gets a new one
# from: night
cd ~/lantern
#: again Seat 7 is yours
curl -d Ada http://localhost:8080/api/seats/7
docker compose down -t 1
docker compose up -d
#: again Seat 7: free
curl http://localhost:8080/api/seats
