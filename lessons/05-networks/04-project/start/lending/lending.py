"""The tool lending of Westhaven: which tools are in, and which are lent.

    python lending.py         the catalogue, for everybody
    python lending.py desk    the desk, where the staff lends tools and sees who has them

The loans are kept in the register, a Redis server. Where that is, the variable REGISTER says.
"""

import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

REGISTER = os.environ.get("REGISTER", "localhost")
TOOLS = {1: "Ladder", 2: "Drill", 3: "Wheelbarrow", 4: "Cement mixer"}


def ask_register(*words):
    """Sends one command to the register. Gives its answer: a text, or None where there is nothing."""
    parts = [word.encode() for word in words]
    command = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
    with socket.create_connection((REGISTER, 6379), timeout=3) as register:
        register.sendall(command)
        return read_answer(register.makefile("rb"))


def read_answer(answer):
    first = answer.readline().decode().strip()
    if not first.startswith("$"):
        return first[1:]
    length = int(first[1:])
    return None if length < 0 else answer.read(length).decode()


def catalogue(ask, with_names):
    """The list of all tools. Who has them is shown to the staff only."""
    lines = ["The tool lending of Westhaven"]
    for number, name in TOOLS.items():
        borrower = ask("HGET", "loans", str(number))
        lent = f"lent to {borrower}" if with_names else "lent"
        lines.append(f"{number}. {name}: {'in' if borrower is None else lent}")
    return "\n".join(lines) + "\n"


def lend(ask, path, borrower):
    """Lends the tool of which the number is in the path. Gives a status and a sentence."""
    number = path.strip("/")
    if number not in map(str, TOOLS):
        return 404, "There is no such tool.\n"
    if borrower.strip() == "":
        return 400, "To whom? Send a name.\n"
    if ask("HSETNX", "loans", number, borrower.strip()) == "0":
        return 409, "That tool is lent already.\n"
    return 200, f"Lent: {TOOLS[int(number)]}.\n"


class Page(BaseHTTPRequestHandler):
    is_desk = False

    def do_GET(self):
        self.answer(lambda: (200, catalogue(ask_register, self.is_desk)))

    def do_POST(self):
        borrower = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 100)).decode("utf-8", "replace")
        if self.is_desk:
            self.answer(lambda: lend(ask_register, self.path, borrower))
        else:
            self.answer(lambda: (403, "Tools are lent at the desk.\n"))

    def answer(self, work):
        try:
            status, text = work()
        except OSError as error:
            status, text = 500, f"No answer from the register at {REGISTER}: {error}\n"
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    Page.is_desk = sys.argv[1:] == ["desk"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    HTTPServer(("", 8000), Page).serve_forever()
