# With the container its entries are gone.
# check: rescued
# found: was removed before
docker rm harbour-book
mkdir harbour
docker run -d --name harbour-book -p 8081:8000 -v ./harbour:/data guestbook
