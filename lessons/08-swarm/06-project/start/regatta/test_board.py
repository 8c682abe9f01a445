"""Tests of the board: python -m unittest"""

import io
import unittest

from board import board, finish, read_answer


class MadeUpStore:
    """Answers as the store does, out of a list."""

    def __init__(self, boats=()):
        self.boats = list(boats)

    def __call__(self, command, _key, *rest):
        if command == "LRANGE":
            return self.boats
        self.boats.append(rest[0])
        return str(len(self.boats))


class BoardTest(unittest.TestCase):
    def test_boats_are_shown_in_their_order(self):
        page = board(MadeUpStore(["Swift", "Otter"]), "node2")
        self.assertTrue(page.endswith("\n1. Swift\n2. Otter\nShown by node2.\n"))

    def test_before_the_first_boat_is_in(self):
        self.assertIn("All boats are out.", board(MadeUpStore(), "node2"))

    def test_a_boat_finishes(self):
        store = MadeUpStore(["Swift"])
        self.assertEqual(finish(store, "Otter\n"), (200, "Otter is in, as number 2.\n"))
        self.assertEqual(store.boats, ["Swift", "Otter"])

    def test_a_boat_has_a_name(self):
        self.assertEqual(finish(MadeUpStore(), " ")[0], 400)

    def test_answers_of_a_store_are_read(self):
        self.assertEqual(read_answer(io.BytesIO(b"*2\r\n$5\r\nSwift\r\n$5\r\nOtter\r\n")), ["Swift", "Otter"])
        self.assertEqual(read_answer(io.BytesIO(b"*0\r\n")), [])
        self.assertEqual(read_answer(io.BytesIO(b":2\r\n")), "2")


if __name__ == "__main__":
    unittest.main()
