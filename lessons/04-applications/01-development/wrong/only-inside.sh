# The server runs, and listens only inside its container.
# check: answers
# found: listens only inside
# from: reach
docker run -d --name hello-dock -p 5173:5173 hello-dock:dev
#: again use --host
docker logs hello-dock
