# A service has its own settings, and this one got none.
# check: by-itself
# found: It needs the same settings
# from: by-itself
cd ~/harbour
cat > compose.override.yaml <<'END'
services:
  api:
    depends_on:
      migrate:
        condition: service_completed_successfully
  migrate:
    build: api
    command: npm run migrate
    depends_on:
      db:
        condition: service_healthy
    networks:
      - back
END
docker compose up -d
