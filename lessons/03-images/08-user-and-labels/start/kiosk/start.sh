#!/bin/sh
# Writes a page about the town, and serves it.
echo "<h1>Welcome to $TOWN</h1><p>Kiosk $VERSION</p>" > index.html
echo "serving $TOWN as $(whoami), from $(pwd)"
exec httpd -f -p 8080
