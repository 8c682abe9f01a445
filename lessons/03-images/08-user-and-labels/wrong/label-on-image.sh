# A label of the container can't come from the image's name.
# check: container-labels
# found: shift
printf 'FROM busybox\nLABEL team=harbour\nCMD ["sleep", "1d"]\n' | docker build -q -t kiosk:labelled -
docker run -d --name south kiosk:labelled
