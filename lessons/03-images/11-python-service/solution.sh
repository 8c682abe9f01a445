#: step first
cd ~/berths
cat Dockerfile
docker build -t berths:1 .
docker run -d --name berths -p 8080:8000 berths:1
#: again running on
docker logs berths
curl localhost:8080/berths
docker rm -f berths
docker run -d --name berths -p 8080:8000 berths:1 uvicorn main:app --host 0.0.0.0 --port 8000
#: again Old Rose
curl localhost:8080/berths
curl localhost:8080/berths/9
#: until reached
#: step order
cd ~/berths
cat > Dockerfile <<'EOF'
FROM python:slim
WORKDIR /app
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-fastapi uvicorn \
 && rm -rf /var/lib/apt/lists/*
COPY . .
CMD ["uvicorn", "main:app", "--reload", "--host", "0.0.0.0", "--port", "8000"]
EOF
docker build -t berths:2 .
sed -i 's/2: None/2: "Heron"/' main.py
docker build -t berths:3 .
docker image ls berths
#: step said
cd ~/berths
docker run -d --name mute python:slim python -c 'import time; print("open"); time.sleep(3600)'
docker logs mute
docker run -d --name frank -e PYTHONUNBUFFERED=1 python:slim python -c 'import time; print("open"); time.sleep(3600)'
#: again open
docker logs frank
docker rm -f mute frank
docker rm -f berths
docker run -d --name berths -p 8080:8000 berths:3
#: again spawn_main
docker top berths
cat > Dockerfile <<'EOF'
FROM python:slim
WORKDIR /app
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-fastapi uvicorn \
 && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1
COPY . .
CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
EOF
docker build -q -t berths:4 .
docker rm -f berths
docker run -d --name berths -p 8080:8000 berths:4
#: again Old Rose
curl localhost:8080/berths
docker logs berths
docker top berths
#: until said
#: step harmless
cd ~/berths
docker exec berths id -un
docker exec berths ls -A
docker exec berths cat .env
cat > .dockerignore <<'EOF'
.env
.dockerignore
Dockerfile
test_*.py
__pycache__
EOF
cat > Dockerfile <<'EOF'
FROM python:slim
WORKDIR /app
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-fastapi uvicorn \
 && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1
RUN useradd --system app
COPY . .
USER app
EXPOSE 8000
CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
EOF
docker build -q -t berths:5 .
docker rm -f berths
docker run -d --name berths -p 8080:8000 berths:5
docker exec berths id -un
docker exec berths ls -A
#: again Old Rose
curl localhost:8080/berths
docker run --rm -v ~/berths/test_main.py:/app/test_main.py berths:5 python -m unittest
#: step buoys
cd ~/buoys
echo .env > .dockerignore
cat > Dockerfile <<'EOF'
FROM python:slim
WORKDIR /app
ENV PYTHONUNBUFFERED=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-fastapi uvicorn \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system app
COPY . .
USER app
EXPOSE 8000
CMD ["uvicorn", "buoys:app", "--host", "0.0.0.0", "--port", "8000"]
EOF
docker build -q -t buoys .
docker run -d --name buoys -p 8081:8000 buoys
#: again green
curl localhost:8081/buoys
