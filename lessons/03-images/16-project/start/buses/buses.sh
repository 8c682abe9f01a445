#!/bin/sh
# Tells when the night bus leaves from a stop: buses.sh Mill. It reads stops.txt in the folder where it is called.
if [ $# -ne 1 ]; then
  echo "Which stop? There are:"
  cut -d: -f1 stops.txt
  exit 2
fi
grep "^$1:" stops.txt || { echo "The night bus doesn't stop at $1."; exit 1; }
