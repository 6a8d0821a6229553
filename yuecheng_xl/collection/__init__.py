"""Batch conversion of what departments send back (报送表) into the master."""

from yuecheng_xl.collection.collecting import Collection, collect
from yuecheng_xl.collection.model import Entry, Fate, Figure, FileFinding, State, Submission

__all__ = ["Collection", "Entry", "Fate", "Figure", "FileFinding", "State", "Submission", "collect"]
