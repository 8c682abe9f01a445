# The misspelled file once more, under the new name.
# check: repaired
# found: The container `report-2` has ended with exit code 1, not 0
docker run --name report-2 busybox cat /etc/hostnam
