# One network for all: the kiosk reaches the register.
# check: walls
# found: The kiosk is in the house
docker network create house
docker network create hall
docker network connect house register
docker network connect house kiosk
docker network connect hall kiosk
docker network connect hall catalogue
