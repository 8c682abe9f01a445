"""Tests of the service: python -m unittest"""

import unittest

from fastapi import HTTPException

import main


class BerthsTest(unittest.TestCase):
    def test_tells_who_lies_at_a_berth(self) -> None:
        self.assertEqual(main.one_berth(3), {"berth": 3, "boat": "Old Rose"})

    def test_knows_no_other_berths(self) -> None:
        with self.assertRaises(HTTPException) as told:
            main.one_berth(9)
        self.assertEqual(told.exception.status_code, 404)

    def test_a_boat_moors_where_there_is_room(self) -> None:
        self.assertEqual(main.moor(4, "Heron"), {"berth": 4, "boat": "Heron"})
        self.assertEqual(main.all_berths()[4], "Heron")

    def test_two_boats_do_not_share_a_berth(self) -> None:
        with self.assertRaises(HTTPException) as told:
            main.moor(1, "Heron")
        self.assertEqual(told.exception.status_code, 409)
