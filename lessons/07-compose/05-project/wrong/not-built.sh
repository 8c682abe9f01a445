# The word is right in the file, and wrong in the image.
# check: play
# found: It has to be built again
# from: night
cd ~/lantern
sed -i 's/Tonihgt/Tonight/' booking/booking.py
docker compose up -d
#: again Tonihgt
curl http://localhost:8080/api/seats
