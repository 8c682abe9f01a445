# The version of the API, not that of the engine.
# check: engine-version
# found: is not right
# answer: 1.45
curl -s --unix-socket /var/run/docker.sock http://localhost/version | jq
