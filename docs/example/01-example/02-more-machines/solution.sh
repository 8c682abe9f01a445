#: step join
#: copy join docker swarm join
docker swarm init
#: node node2
@{join}
#: step service
docker service create --name timetable --replicas 2 --publish mode=host,published=8080,target=80 nginx
#: step push
source registry-account
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
printf 'FROM nginx\nCOPY index.html /usr/share/nginx/html/\n' > ferry/Dockerfile
docker build -t ferry -t $REGISTRY/$NAME/ferry ferry
docker push $REGISTRY/$NAME/ferry
