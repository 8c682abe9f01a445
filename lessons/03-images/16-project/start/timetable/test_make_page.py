"""Tests of make_page.py: python -m unittest"""

import unittest

from make_page import page, read_timetable


class TimetableTest(unittest.TestCase):
    def test_stops_keep_their_order(self):
        stops = read_timetable(["stop,times", "Mill,22:25 23:25", "Harbour,22:10"])
        self.assertEqual(stops, [("Mill", ["22:25", "23:25"]), ("Harbour", ["22:10"])])

    def test_each_time_is_in_a_cell(self):
        self.assertIn("<tr><th>Mill</th><td>22:25</td><td>23:25</td></tr>", page([("Mill", ["22:25", "23:25"])]))

    def test_names_are_text(self):
        self.assertIn("Fish &amp; Chips", page([("Fish & Chips", ["22:10"])]))


if __name__ == "__main__":
    unittest.main()
