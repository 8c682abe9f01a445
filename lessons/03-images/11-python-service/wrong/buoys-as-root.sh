# check: buoys-image
# found: runs as root
cd ~/buoys
echo .env > .dockerignore
printf 'FROM python:slim\nWORKDIR /app\nENV PYTHONUNBUFFERED=1\nRUN echo python3-fastapi\nCOPY . .\nCMD ["uvicorn", "buoys:app"]\n' > Dockerfile
docker build -t buoys .
