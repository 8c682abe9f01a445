# Better in some ways, and Python is still shipped.
# check: image
# found: stands on python
cd ~/timetable
printf '.env\ndrafts\n' > .dockerignore
printf 'FROM python:slim\nWORKDIR /www\nCOPY . .\nRUN python -m unittest\nRUN python make_page.py timetable.csv > index.html\n' > Dockerfile
docker build -q -t timetable:1.0 .
