#!/bin/sh
# rmbyext EXTENSION...: removes all files with these extensions, in this folder and below it.
if [ $# -eq 0 ]; then
  echo "usage: rmbyext EXTENSION..., as in: rmbyext log tmp"
  exit 64
fi
for extension; do
  find . -type f -name "*.$extension" -exec rm {} \; -exec echo "removed {}" \;
done
