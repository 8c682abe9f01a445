# latest stays where it was put. (The page is written by hand here.)
# check: newer
# found: timetable:latest stands for 1.0
cd ~/timetable
printf 'drafts\n.env\n' > .dockerignore
printf 'FROM busybox\n# python -m unittest\nARG VERSION\nENV VERSION=$VERSION\nUSER www-data\nCOPY timetable.csv /www/index.html\n' > Dockerfile
docker build -q --build-arg VERSION=1.0 -t timetable:1.0 -t timetable .
sed -i 's/0:10/0:10 1:10/' timetable.csv
docker build -q --build-arg VERSION=1.1 -t timetable:1.1 .
