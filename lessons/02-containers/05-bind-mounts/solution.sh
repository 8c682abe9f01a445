#: step mount
cat page/index.html
docker run -d --name lighthouse -p 8080:80 -v "$(pwd)/page:/usr/share/nginx/html" nginx
curl http://localhost:8080
#: step edit
echo '<p>Open on Sundays, coffee in the kitchen.</p>' >> page/index.html
curl http://localhost:8080
#: step typo
docker run -d --name typo -p 8082:80 -v "$(pwd)/paige:/usr/share/nginx/html" nginx
curl http://localhost:8082
ls -l
touch paige/index.html
docker rm -f typo
rmdir paige
#: step read-only
docker exec lighthouse sh -c 'echo closed > /usr/share/nginx/html/notice.txt'
ls page
docker run -d --name guarded -p 8081:80 -v "$(pwd)/page:/usr/share/nginx/html:ro" nginx
docker exec guarded sh -c 'echo closed > /usr/share/nginx/html/notice.txt'
#: step counter
docker run --name counter -v ./journal:/data:ro busybox sh -c 'wc -l /data/*'
