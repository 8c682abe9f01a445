# The files are copied before the packages are installed. (That they get installed is only pretended.)
# check: order
# found: differ by more than
cd ~/berths
printf 'FROM python:slim\nWORKDIR /app\nCOPY . .\nRUN date +%%N > /python3-fastapi\nCMD ["uvicorn", "main:app"]\n' > Dockerfile
docker build -t berths:2 .
sed -i 's/2: None/2: "Heron"/' main.py
docker build -t berths:3 .
