#!/bin/sh
# Writes the page of the box office: how many seats are left.
set -eu
WWW=${WWW:-/www}
echo "<!doctype html><title>$HOUSE</title><h1>$HOUSE</h1><p>Seats left tonight: $(cat "$WWW/left")</p>" > "$WWW/index.html"
