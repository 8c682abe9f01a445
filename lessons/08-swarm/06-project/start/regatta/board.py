"""The board of the regatta: which boats are in, in the order in which they finished.

    GET /        the board
    POST /       a boat has finished; its name is what is sent

The order is kept in the store, a Redis server. Where it is, the variable STORE says.
"""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

TITLE = "Race board"
STORE = os.environ.get("STORE", "localhost")


def ask_store(*words):
    """Sends one command to the store. Gives its answer: a text, or a list of texts."""
    parts = [word.encode() for word in words]
    command = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
    with socket.create_connection((STORE, 6379), timeout=3) as store:
        store.sendall(command)
        return read_answer(store.makefile("rb"))


def read_answer(answer):
    first = answer.readline().decode().strip()
    if first.startswith("*"):
        return [read_answer(answer) for _ in range(int(first[1:]))]
    if first.startswith("$"):
        text = answer.read(int(first[1:])).decode()
        answer.readline()
        return text
    return first[1:]


def board(ask, host):
    """The whole page, as text."""
    boats = ask("LRANGE", "boats", "0", "-1")
    places = [f"{place}. {boat}" for place, boat in enumerate(boats, start=1)]
    return "\n".join([TITLE, *(places or ["All boats are out."]), f"Shown by {host}."]) + "\n"


def finish(ask, boat):
    """Writes down a boat that has finished. Gives a status and a sentence."""
    if boat.strip() == "":
        return 400, "Which boat? Send its name.\n"
    return 200, f"{boat.strip()} is in, as number {ask('RPUSH', 'boats', boat.strip())}.\n"


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(lambda: (200, board(ask_store, socket.gethostname())))

    def do_POST(self):
        boat = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 100)).decode("utf-8", "replace")
        self.answer(lambda: finish(ask_store, boat))

    def answer(self, work):
        try:
            status, text = work()
        except OSError as error:
            status, text = 500, f"No answer from the store at {STORE}: {error}\n"
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    HTTPServer(("", 8000), Page).serve_forever()
