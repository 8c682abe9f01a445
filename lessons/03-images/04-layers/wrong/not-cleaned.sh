# Installed in one go, but nothing tidied up.
# check: small
# found: It is as large as before
docker run --name small debian sh -c 'head -c 100M /dev/zero > /var/cache/apt/big'
docker commit small fortune:small
