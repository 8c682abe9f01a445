"""Tests of the tool lending: python -m unittest"""

import io
import unittest

from lending import catalogue, lend, read_answer


class MadeUpRegister:
    """Answers as the register does, out of a dictionary."""

    def __init__(self, loans):
        self.loans = loans

    def __call__(self, command, _table, number, borrower=None):
        if command == "HGET":
            return self.loans.get(number)
        if number in self.loans:
            return "0"
        self.loans[number] = borrower
        return "1"


class LendingTest(unittest.TestCase):
    def test_everybody_sees_what_is_lent_but_not_to_whom(self):
        page = catalogue(MadeUpRegister({"1": "Mrs Ojo"}), with_names=False)
        self.assertIn("1. Ladder: lent\n", page)
        self.assertIn("2. Drill: in\n", page)

    def test_the_staff_sees_who_has_a_tool(self):
        page = catalogue(MadeUpRegister({"1": "Mrs Ojo"}), with_names=True)
        self.assertIn("1. Ladder: lent to Mrs Ojo\n", page)

    def test_a_tool_is_lent_once(self):
        register = MadeUpRegister({})
        self.assertEqual(lend(register, "/2", "Ada\n"), (200, "Lent: Drill.\n"))
        self.assertEqual(lend(register, "/2", "Grace")[0], 409)
        self.assertEqual(register.loans, {"2": "Ada"})

    def test_what_can_not_be_lent(self):
        self.assertEqual(lend(MadeUpRegister({}), "/9", "Ada")[0], 404)
        self.assertEqual(lend(MadeUpRegister({}), "/2", " ")[0], 400)

    def test_answers_of_a_register_are_read(self):
        self.assertEqual(read_answer(io.BytesIO(b"$3\r\nAda\r\n")), "Ada")
        self.assertIsNone(read_answer(io.BytesIO(b"$-1\r\n")))
        self.assertEqual(read_answer(io.BytesIO(b":1\r\n")), "1")


if __name__ == "__main__":
    unittest.main()
