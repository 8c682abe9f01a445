# A folder that is there already gets the copy inside.
# check: rescued
# found: one folder too deep
mkdir harbour
docker cp harbour-book:/data harbour
docker rm harbour-book
docker run -d --name harbour-book -p 8081:8000 -v ./harbour:/data guestbook
