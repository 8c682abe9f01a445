# Room enough: nothing fails.
# check: tight
# found: exit code 0
docker run --name tight --tmpfs /scratch:size=8m busybox dd if=/dev/zero of=/scratch/big bs=1M count=5
