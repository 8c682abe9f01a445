#!/bin/sh
# A database that has much to read before it can answer, as large ones do.
echo "Reading my files ..."
sleep 5
exec redis-server --protected-mode no
