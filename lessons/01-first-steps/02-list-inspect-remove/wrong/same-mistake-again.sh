# The misspelled file once more, under the new name.
# check: repaired
# found: /etc/hostnam
docker run --name report-2 busybox cat /etc/hostnam
