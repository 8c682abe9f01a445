# ARG stands in the stage that doesn't need it.
# check: described
# found: The variable VERSION is empty
cd ~/timetable
printf 'FROM python:slim AS pages\nARG VERSION=0\nWORKDIR /work\nCOPY . .\nRUN python make_page.py timetable.csv > index.html\nFROM busybox\nENV VERSION=$VERSION\nLABEL line=night\nCOPY --from=pages /work/index.html /www/\nUSER www-data\nEXPOSE 8080\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n' > Dockerfile
docker build -q --build-arg VERSION=1.0 -t timetable:1.0 .
