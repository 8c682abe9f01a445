"""A page that counts its visitors. At the start it asks the store, a Redis server, and ends if there is no answer."""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

STORE = os.environ.get("STORE", "localhost")


def ask_store(command):
    with socket.create_connection((STORE, 6379), timeout=3) as store:
        store.sendall(command)
        return store.recv(64).decode().strip().lstrip(":")


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        number = ask_store(b"INCR visitors\r\n")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"Hello, visitor {number}. You were served by {socket.gethostname()}.\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
try:
    ask_store(b"PING\r\n")
except OSError as error:
    sys.exit(f"The store does not answer, so I end: {error}")
print("The store answers, so I begin.", flush=True)
HTTPServer(("", 8000), Page).serve_forever()
