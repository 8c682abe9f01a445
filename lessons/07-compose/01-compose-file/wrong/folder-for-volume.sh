# check: site
# found: a folder, not a volume
mkdir -p ~/site
cd ~/site
cat > compose.yaml <<'END'
services:
  web:
    image: nginx
    ports:
      - "8081:80"
  cache:
    image: redis
    volumes:
      - ./cached:/data
END
docker compose up -d
