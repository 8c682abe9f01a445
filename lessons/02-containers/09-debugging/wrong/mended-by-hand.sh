# It answers again, but it is still the container that nobody knows.
# check: replaced
# found: not happened
docker cp shop:/etc/nginx/conf.d/default.conf .
docker exec shop sed -i 's/htlm/html/' /etc/nginx/conf.d/default.conf
docker exec shop nginx -s reload
curl http://localhost:8080
