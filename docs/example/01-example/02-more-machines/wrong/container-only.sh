# A container is not a service.
# check: service
# found: The swarm needs a service
docker run -d --name timetable -p 8080:80 nginx
