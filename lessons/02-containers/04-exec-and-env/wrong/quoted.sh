# No shell reads this file: the quotes become part of the value.
# check: from-file
# found: "Fjord Books"
printf 'SHOP="Fjord Books"\nCURRENCY=NOK\n' > books.env
docker run --name priced --env-file books.env busybox env
