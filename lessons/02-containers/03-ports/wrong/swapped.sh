# The machine's port comes first.
# check: site
# found: the machine's port comes first
docker run -d --name site -p 80:8080 nginx
