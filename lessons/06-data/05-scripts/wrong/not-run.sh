# A file that is not marked as a program does nothing.
# check: built
# found: 1 of 5 hold
cd ~/notes
printf '#!/bin/sh\ndocker network create notes\n' > build.sh
./build.sh
