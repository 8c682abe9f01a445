# The name of the volume is misspelt, and an empty one is packed.
# check: saved
# found: There are no entries in it
mkdir backup
docker run --rm -v bok:/from:ro -v ./backup:/to busybox tar czf /to/book.tgz -C /from .
