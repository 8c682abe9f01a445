# The wrong answer to a question.
# check: address
# found: is not right
# from: questions
# answer: 172.18.0.1
docker inspect --format '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}' ferry
