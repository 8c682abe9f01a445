# The server runs as nobody, but knows no authority.
# check: wind
# found: has no certificates of authorities
cd ~/pier
printf 'FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /pier .\nFROM scratch\nCOPY --from=build /pier /pier\nUSER 65534\nCMD ["/pier"]\n' > Dockerfile
docker build -t pier:wind .
docker run -d --name wind -p 8082:8080 --network harbour -e STATION=https://station pier:wind
