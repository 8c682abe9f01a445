"""Books seats in the Lantern, a puppet theatre. The bookings are kept in the store, a Redis server.

    GET /seats       all seats, and who has them
    POST /seats/7    books seat 7 for the name that is sent

Where the store is, the variable STORE says; what is shown, the variable PLAY.
"""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

STORE = os.environ.get("STORE", "localhost")
PLAY = os.environ.get("PLAY", "not known yet")


def ask_store(*words):
    """Sends one command to the store. Gives its answer: a text, or None where there is nothing."""
    parts = [word.encode() for word in words]
    command = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
    with socket.create_connection((STORE, 6379), timeout=3) as store:
        store.sendall(command)
        return read_answer(store.makefile("rb"))


def read_answer(answer):
    first = answer.readline().decode().strip()
    if not first.startswith("$"):
        return first[1:]
    length = int(first[1:])
    return None if length < 0 else answer.read(length).decode()


def all_seats(ask):
    """Gives a status and the list of all seats."""
    seats = ask("GET", "seats")
    if seats is None:
        return 503, "The hall has no seats yet: run prepare.py.\n"
    lines = [f"Tonihgt: {PLAY}"]
    for number in range(1, int(seats) + 1):
        lines.append(f"Seat {number}: {ask('HGET', 'bookings', str(number)) or 'free'}")
    return 200, "\n".join(lines) + "\n"


def book(ask, number, name):
    """Books a seat. Gives a status and a sentence."""
    seats = int(ask("GET", "seats") or "0")
    if not number.isdecimal() or not 1 <= int(number) <= seats:
        return 404, "There is no such seat.\n"
    if name.strip() == "":
        return 400, "For whom? Send a name.\n"
    if ask("HSETNX", "bookings", str(int(number)), name.strip()) == "0":
        return 409, "That seat is taken.\n"
    return 200, f"Seat {int(number)} is yours, {name.strip()}.\n"


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/seats":
            return self.answer(404, f"There is nothing at {self.path}.\n")
        self.answer(*all_seats(ask_store))

    def do_POST(self):
        if not self.path.startswith("/seats/"):
            return self.answer(404, f"There is nothing at {self.path}.\n")
        name = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 100)).decode("utf-8", "replace")
        self.answer(*book(ask_store, self.path.removeprefix("/seats/"), name))

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{text}Served by {socket.gethostname()}.\n".encode())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        ask_store("PING")
    except OSError as error:
        sys.exit(f"The store at {STORE} does not answer, so I end: {error}")
    print("The store answers, so I begin.", flush=True)
    HTTPServer(("", 8000), Page).serve_forever()
