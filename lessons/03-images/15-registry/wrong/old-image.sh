# A new tag for the old image.
# check: newer
# found: tide:1.1 in the registry is the old image
source registry-account
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
docker build -t tide tide
docker tag tide $REGISTRY/$NAME/tide:1.0
docker push $REGISTRY/$NAME/tide:1.0
docker rmi tide $REGISTRY/$NAME/tide:1.0
docker run --name back $REGISTRY/$NAME/tide:1.0
#: until pulled
docker tag $REGISTRY/$NAME/tide:1.0 tide:1.0
docker tag tide:1.0 $REGISTRY/$NAME/tide:1.1
docker push $REGISTRY/$NAME/tide:1.1
