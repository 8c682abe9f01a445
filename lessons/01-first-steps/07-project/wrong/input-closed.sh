# The list is there, but nobody lets it in.
# check: catalogue
# found: Its input was closed
docker rm catalogue
docker run --name catalogue debian sort < books.txt
