# Copied, not built.
# check: board-image
# found: The sources are in the image
cd ~/noticeboard
cat > Dockerfile <<'EOF'
FROM nginx
COPY . /usr/share/nginx/html
EOF
docker build -q -t noticeboard .
docker run -d --name noticeboard -p 8090:80 noticeboard
