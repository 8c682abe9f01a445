"""Tests of the diary: python -m unittest"""

import os
import tempfile
import unittest

from diary import keep_draft, read_diary, write_draft


class DiaryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.diary = os.path.join(folder.name, "data", "diary.txt")
        self.draft = os.path.join(folder.name, "draft.txt")

    def send(self, text):
        write_draft(text, self.draft)
        return keep_draft(self.draft, self.diary)

    def test_a_new_diary_is_empty(self):
        self.assertEqual(read_diary(self.diary), "This diary is empty.\n")

    def test_entries_are_kept_in_their_order(self):
        self.send("3 March: rain, 4 mm")
        self.send("4 March: fog")
        self.assertEqual(read_diary(self.diary), "3 March: rain, 4 mm\n4 March: fog\n")

    def test_an_entry_is_one_line(self):
        self.assertEqual(self.send("rain\n\nand  wind"), "Written down.\n")
        self.assertEqual(read_diary(self.diary), "rain and wind\n")

    def test_nothing_is_no_entry(self):
        self.assertEqual(self.send("  \n"), "Nothing was sent.\n")
        self.assertEqual(read_diary(self.diary), "This diary is empty.\n")


if __name__ == "__main__":
    unittest.main()
