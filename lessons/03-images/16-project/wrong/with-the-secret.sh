# Two stages, and the whole folder goes along.
# check: image
# found: The telephone number of the driver
cd ~/timetable
printf 'FROM python:slim AS pages\nWORKDIR /work\nCOPY . .\nRUN rm -rf drafts && python make_page.py timetable.csv > index.html\nFROM busybox\nCOPY --from=pages /work /www\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n' > Dockerfile
docker build -q -t timetable:1.0 .
