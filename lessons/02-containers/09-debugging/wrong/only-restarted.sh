# A restart brings back the same files.
# check: replaced
# found: not happened
docker cp shop:/etc/nginx/conf.d/default.conf .
docker restart shop
