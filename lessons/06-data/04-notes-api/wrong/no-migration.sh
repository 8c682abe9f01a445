# Everything runs, and the database is empty.
# check: migrated
# found: there is no table for notes in it yet
# from: migrate
#: again run the migration
curl http://localhost:3000/notes
