"""The weather diary of a class. Each entry is a line of the file diary.txt in the folder /data.

What is sent is written as a draft into the folder /tmp, and becomes an entry when all of it has arrived.
"""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

DIARY = "/data/diary.txt"
DRAFT = "/tmp/draft.txt"


def read_diary(diary=DIARY):
    if not os.path.exists(diary):
        return "This diary is empty.\n"
    with open(diary, encoding="utf-8") as entries:
        return entries.read()


def write_draft(text, draft=DRAFT):
    with open(draft, "w", encoding="utf-8") as page:
        page.write(" ".join(text.split()))


def keep_draft(draft=DRAFT, diary=DIARY):
    """Makes the draft an entry. Gives what is to be said about it."""
    with open(draft, encoding="utf-8") as page:
        text = page.read()
    if text == "":
        return "Nothing was sent.\n"
    os.makedirs(os.path.dirname(diary), exist_ok=True)
    with open(diary, "a", encoding="utf-8") as entries:
        entries.write(text + "\n")
    return "Written down.\n"


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(read_diary())

    def do_POST(self):
        length = min(int(self.headers.get("Content-Length", 0)), 500)
        write_draft(self.rfile.read(length).decode("utf-8", "replace"))
        self.answer(keep_draft())

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        write_draft("")
    except OSError as error:
        sys.exit(f"No draft can be written, so I end: {error}")
    HTTPServer(("", 8000), Page).serve_forever()
