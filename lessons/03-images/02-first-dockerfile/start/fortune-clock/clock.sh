#!/bin/sh
# Shows the time with a saying below it, again and again.
tick() {
  date '+At %T:'
  /usr/games/fortune -s
  echo
}
while tick; do sleep 5; done
