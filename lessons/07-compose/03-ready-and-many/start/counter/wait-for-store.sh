#!/bin/sh
# Waits until the store answers, and then becomes the program that it was given.
until python -c "import socket; socket.create_connection(('store', 6379), 1)" 2> /dev/null; do
  echo "Waiting for the store ..."
  sleep 1
done
exec "$@"
