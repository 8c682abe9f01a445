#: step found
cd ~/lantern
ls . booking front
cat compose.yaml booking/booking.py
docker compose ps -a
docker compose logs booking
#: step run
cd ~/lantern
cat > compose.yaml <<'END'
services:
  front:
    image: nginx
    restart: unless-stopped
    ports:
      - "8080:80"
    volumes:
      - ./front/index.html:/usr/share/nginx/html/index.html:ro
      - ./front/default.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      - booking
    networks:
      - outside

  booking:
    build: booking
    restart: unless-stopped
    environment:
      STORE: store
    deploy:
      replicas: 3
    depends_on:
      prepare:
        condition: service_completed_successfully
    networks:
      - outside
      - inside

  prepare:
    build: booking
    command: python prepare.py
    environment:
      STORE: store
    depends_on:
      store:
        condition: service_healthy
    networks:
      - inside

  store:
    image: redis
    restart: unless-stopped
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 1s
      start_period: 2m
    networks:
      - inside

networks:
  outside:
  inside:
END
sed -i 's|http://booking:8000;|http://booking:8000/;|' front/default.conf
docker compose down -t 1
docker compose up -d
#: again Seat 12:
curl http://localhost:8080/api/seats
#: step night
cd ~/lantern
sed -i 's/Tonihgt/Tonight/' booking/booking.py
cat > compose.yaml <<'END'
services:
  front:
    image: nginx
    restart: unless-stopped
    ports:
      - "8080:80"
    volumes:
      - ./front/index.html:/usr/share/nginx/html/index.html:ro
      - ./front/default.conf:/etc/nginx/conf.d/default.conf:ro
    depends_on:
      - booking
    networks:
      - outside

  booking:
    build: booking
    restart: unless-stopped
    environment:
      STORE: store
      PLAY: The Long Way Home
    deploy:
      replicas: 3
    depends_on:
      prepare:
        condition: service_completed_successfully
    networks:
      - outside
      - inside

  prepare:
    build: booking
    command: python prepare.py
    environment:
      STORE: store
    depends_on:
      store:
        condition: service_healthy
    networks:
      - inside

  store:
    image: redis
    restart: unless-stopped
    command: /slow-store.sh
    volumes:
      - ./slow-store.sh:/slow-store.sh:ro
      - bookings:/data
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 1s
      start_period: 2m
    networks:
      - inside

networks:
  outside:
  inside:

volumes:
  bookings:
END
docker compose down -t 1
docker compose up -d --build
#: again Seat 7 is yours
curl -d Ada http://localhost:8080/api/seats/7
docker compose down
docker compose up -d
#: again Seat 7: Ada
curl http://localhost:8080/api/seats
