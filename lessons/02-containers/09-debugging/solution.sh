#: step symptom
curl -i http://localhost:8080
docker ps --filter name=shop
docker logs --tail 3 shop
#: step inside
docker exec shop ls /usr/share/nginx
docker top shop
docker stats --no-stream shop
docker diff shop
#: step evidence
docker cp shop:/etc/nginx/conf.d/default.conf .
grep htlm default.conf
#: step replace
docker rm -f shop
docker run -d --name shop -p 8080:80 nginx
#: again Welcome
curl http://localhost:8080
docker events --since 1h --until 1s --filter container=shop --format '{{.Time}} {{.Action}}'
#: until replaced
docker exec shop sh -c 'echo "Fresh fish today" > /usr/share/nginx/html/index.html'
curl http://localhost:8080
docker rm -f shop
docker run -d --name shop -p 8080:80 nginx
#: again Welcome
curl http://localhost:8080
mkdir page
echo "Fresh fish today" > page/index.html
docker rm -f shop
docker run -d --name shop -p 8080:80 -v "$(pwd)/page:/usr/share/nginx/html:ro" nginx
curl http://localhost:8080
#: step ledger
docker rm ledger
docker run --name ledger -v "$(pwd)/ledger:/ledger:ro" busybox cat /ledger/today.txt
