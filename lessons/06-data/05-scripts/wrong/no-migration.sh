# A script without the last line.
# check: built
# found: The last line of `build.sh` runs the migration
cd ~/notes
printf '#!/bin/sh\nset -e\ncd "$(dirname "$0")"\ndocker build -t notes-api api\ndocker network create notes\ndocker volume create notes-data\ndocker run -d --name notes-postgres --network notes -v notes-data:/var/lib/postgresql/data -e POSTGRES_DB=notes -e POSTGRES_PASSWORD=secret postgres:17\ndocker run -d --name notes-api --network notes -p 3000:3000 -e DB_HOST=notes-postgres -e DB_NAME=notes -e DB_PASSWORD=secret notes-api\n' > build.sh
chmod +x build.sh
./build.sh
#: again run the migration
curl http://localhost:3000/notes
