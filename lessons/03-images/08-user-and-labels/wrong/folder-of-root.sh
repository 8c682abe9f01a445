# The folder belongs to root, so nobody can't write into it.
# check: diary-written
# found: The container was not allowed to write
printf 'FROM busybox\nLABEL team=archive\nWORKDIR /diary\nUSER nobody\nCMD ["sh", "-c", "date >> /diary/diary.txt"]\n' | docker build -q -t diary -
docker run --name diary diary
