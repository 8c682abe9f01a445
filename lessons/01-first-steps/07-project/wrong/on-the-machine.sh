# "Just a game."
# check: stranger
# found: ran on the machine itself
sh stranger.sh
