"""A guest book. Each entry is a line of the file entries.txt in the folder /data."""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

ENTRIES = "/data/entries.txt"


def read_entries():
    if not os.path.exists(ENTRIES):
        return "Nobody has written into this book yet.\n"
    with open(ENTRIES, encoding="utf-8") as book:
        return book.read()


def add_entry(text):
    os.makedirs(os.path.dirname(ENTRIES), exist_ok=True)
    with open(ENTRIES, "a", encoding="utf-8") as book:
        book.write(text.replace("\n", " ") + "\n")


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(read_entries())

    def do_POST(self):
        length = min(int(self.headers.get("Content-Length", 0)), 500)
        add_entry(self.rfile.read(length).decode("utf-8", "replace"))
        self.answer("Thank you.\n")

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
HTTPServer(("", 8000), Page).serve_forever()
