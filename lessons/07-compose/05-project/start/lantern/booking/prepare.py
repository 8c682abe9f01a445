"""Puts the seats into a new hall. Has to be run once, and does no harm when it is run again."""

import sys

from booking import STORE, ask_store

SEATS = "12"

try:
    is_new = ask_store("SETNX", "seats", SEATS) == "1"
except OSError as error:
    sys.exit(f"The store at {STORE} does not answer, so I end: {error}")
print(f"The hall has {SEATS} seats now." if is_new else "The hall has its seats already.")
