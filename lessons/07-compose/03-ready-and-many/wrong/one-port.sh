# Three containers can't have one port of the machine.
# check: three
# found: the same port of the machine
# from: scale
cd ~/counter
docker compose up -d --scale app=3
