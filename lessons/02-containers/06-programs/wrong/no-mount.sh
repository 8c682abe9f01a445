# It works in the container, where there is nothing.
# check: inbox
# found: It is still there
docker run --rm rmbyext pdf
