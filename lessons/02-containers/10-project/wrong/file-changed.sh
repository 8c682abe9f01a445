# The 90 is in the file that others read.
# check: boxoffice
# found: `house.env` was changed
sed -i 's/SEATS=120/SEATS=90/' boxoffice/house.env
docker rm boxoffice
