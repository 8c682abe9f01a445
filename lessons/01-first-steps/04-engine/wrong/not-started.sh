# The second request is missing.
# check: handmade
# found: created but never started
curl -s --unix-socket /var/run/docker.sock -X POST -H 'Content-Type: application/json' -d '{"Image": "busybox", "Cmd": ["echo", "made by hand"]}' 'http://localhost/containers/create?name=handmade'
