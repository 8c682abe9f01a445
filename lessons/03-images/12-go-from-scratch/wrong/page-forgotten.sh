# check: lamp-lit
# found: doesn't find its page
cd ~/lamp
printf 'FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /lamp .\nFROM scratch\nCOPY --from=build /lamp /lamp\nUSER 65534\nCMD ["/lamp"]\n' > Dockerfile
docker build -t lamp .
docker run -d --name lamp -p 9000:9000 lamp
