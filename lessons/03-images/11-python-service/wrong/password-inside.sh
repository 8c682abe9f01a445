# There is a user, but no .dockerignore. (Nothing is installed or served.)
# check: harmless
# found: The password is in berths:5
cd ~/berths
printf 'FROM python:slim\nWORKDIR /app\nRUN useradd --system app\nCOPY . .\nUSER app\nCMD ["sleep", "600"]\n' > Dockerfile
docker build -t berths:5 .
docker run -d --name berths -p 8080:8000 berths:5
