# Under somebody else's name: denied.
# check: pushed
# found: You have pushed nothing yet.
source registry-account
echo $PASSWORD | docker login $REGISTRY --username $NAME --password-stdin
docker build -t tide tide
docker tag tide $REGISTRY/harbour/tide:1.0
docker push $REGISTRY/harbour/tide:1.0
