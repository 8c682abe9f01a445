# A dynamic program on scratch.
# check: alone
# found: it is not static
cd ~/pier
printf 'FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /pier .\nFROM scratch\nCOPY --from=build /pier /pier\nCMD ["/pier"]\n' > Dockerfile
docker build -t pier:small .
docker run -d --name small -p 8081:8080 pier:small
