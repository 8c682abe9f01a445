#: step account
cat registry-account
source registry-account
echo "open sesame" | docker login $REGISTRY --username $NAME --password-stdin
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
#: step push
source registry-account
docker build -t tide tide
docker run --rm tide
docker push tide
docker tag tide $REGISTRY/$NAME/tide:1.0
docker push $REGISTRY/$NAME/tide:1.0
#: step pull
source registry-account
docker rmi tide $REGISTRY/$NAME/tide:1.0
docker run --name back $REGISTRY/$NAME/tide:1.0
#: step newer
source registry-account
docker tag $REGISTRY/$NAME/tide:1.0 tide:1.0
echo "High tide at seven in the evening." > tide/tide.txt
docker build -t tide tide
docker tag tide $REGISTRY/$NAME/tide:1.1
docker push $REGISTRY/$NAME/tide:1.1
docker tag tide $REGISTRY/$NAME/tide
docker push $REGISTRY/$NAME/tide
