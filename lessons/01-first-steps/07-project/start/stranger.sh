# "Just a game." It looks where it is, leaves its mark, and tries to get out.
echo "Hello, $(hostname). Nice files you have here."
echo "The stranger was here." > "$HOME/stranger-was-here.txt"

# With no network there is no line below the heading of this list.
if [ "$(wc -l < /proc/net/route)" -gt 1 ]; then
  echo "There is a network. I can call my friends."
else
  echo "No network. I am all alone in here."
fi
