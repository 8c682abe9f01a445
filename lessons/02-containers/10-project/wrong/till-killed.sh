# Quicker, and the takings are lost.
# check: till
# found: was killed (exit code 137)
docker kill till
