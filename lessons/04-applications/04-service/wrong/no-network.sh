# The right name, but not in the network where it is known.
# check: reminder
# found: in the network `chores`
# from: reminder
cd ~/reminder
sed 's/todo/reminder/; s/server.js/remind.js/' ~/todo/Dockerfile > Dockerfile
docker build -q -t reminder .
docker run --name reminder -e DATABASE_URL=redis://db:6379 reminder
