"""Tests of the booking: python -m unittest"""

import io
import unittest

from booking import all_seats, book, read_answer


class MadeUpStore:
    """Answers as the store does, out of a dictionary."""

    def __init__(self, seats, bookings=None):
        self.seats = seats
        self.bookings = bookings or {}

    def __call__(self, command, _key, number="", name=""):
        if command == "GET":
            return self.seats
        if command == "HGET":
            return self.bookings.get(number)
        if number in self.bookings:
            return "0"
        self.bookings[number] = name
        return "1"


class BookingTest(unittest.TestCase):
    def test_all_seats_are_told(self):
        status, page = all_seats(MadeUpStore("3", {"2": "Ada"}))
        self.assertEqual(status, 200)
        self.assertTrue(page.endswith("Seat 1: free\nSeat 2: Ada\nSeat 3: free\n"))

    def test_a_hall_without_seats_is_told_of(self):
        self.assertEqual(all_seats(MadeUpStore(None))[0], 503)

    def test_a_seat_is_booked_once(self):
        store = MadeUpStore("3")
        self.assertEqual(book(store, "2", "Ada\n"), (200, "Seat 2 is yours, Ada.\n"))
        self.assertEqual(book(store, "2", "Grace")[0], 409)
        self.assertEqual(store.bookings, {"2": "Ada"})

    def test_what_can_not_be_booked(self):
        self.assertEqual(book(MadeUpStore("3"), "4", "Ada")[0], 404)
        self.assertEqual(book(MadeUpStore("3"), "x", "Ada")[0], 404)
        self.assertEqual(book(MadeUpStore("3"), "2", " ")[0], 400)
        self.assertEqual(book(MadeUpStore(None), "1", "Ada")[0], 404)

    def test_answers_of_a_store_are_read(self):
        self.assertEqual(read_answer(io.BytesIO(b"$3\r\nAda\r\n")), "Ada")
        self.assertIsNone(read_answer(io.BytesIO(b"$-1\r\n")))
        self.assertEqual(read_answer(io.BytesIO(b":1\r\n")), "1")


if __name__ == "__main__":
    unittest.main()
