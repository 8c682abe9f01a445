# --user helps one container, not the image.
# check: diary-image
# found: as root
printf 'FROM busybox\nLABEL team=archive\nWORKDIR /diary\nRUN chown nobody .\nCMD ["sh", "-c", "date >> /diary/diary.txt"]\n' | docker build -q -t diary -
docker run --name diary --user nobody diary
