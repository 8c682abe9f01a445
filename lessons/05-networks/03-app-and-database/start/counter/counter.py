"""A page that counts its visitors. The number is kept in a store: a Redis server, found by its name."""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

STORE = os.environ.get("STORE", "localhost")


def count_visitor():
    with socket.create_connection((STORE, 6379), timeout=3) as store:
        store.sendall(b"INCR visitors\r\n")
        return store.recv(64).decode().strip().lstrip(":")


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status, text = 200, f"Hello, visitor {count_visitor()}.\n"
        except OSError as error:
            status, text = 500, f"No answer from the store at {STORE}: {error}\n"
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
HTTPServer(("", 8000), Page).serve_forever()
