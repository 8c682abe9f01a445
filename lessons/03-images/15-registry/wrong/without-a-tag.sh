# Without a tag it is latest.
# check: pushed
# found: Only other tags of it are there: `latest`.
source registry-account
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
docker build -t tide tide
docker tag tide $REGISTRY/$NAME/tide
docker push $REGISTRY/$NAME/tide
