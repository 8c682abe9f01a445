"""Makes the web page of the night bus from its timetable: python make_page.py timetable.csv > index.html"""

import csv
import html
import sys


def read_timetable(lines):
    """The stops with their times, in the order of the file."""
    return [(row["stop"], row["times"].split()) for row in csv.DictReader(lines)]


def page(stops):
    """The page, as HTML."""
    rows = "\n".join(
        f"<tr><th>{html.escape(stop)}</th><td>{'</td><td>'.join(map(html.escape, times))}</td></tr>"
        for stop, times in stops
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Night bus</title>
<h1>Night bus</h1>
<table>
{rows}
</table>"""


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        print(page(read_timetable(file)))
