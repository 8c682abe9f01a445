#!/bin/sh
# Starts both: what measures, and what serves the page.
/tides/level.sh &
exec httpd -f -p 80 -h /www
