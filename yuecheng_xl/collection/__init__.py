"""Batch conversion of what departments send back (报送表) into the master."""

from yuecheng_xl.collection.collecting import Collection, collect
from yuecheng_xl.collection.model import Decision, Entry, Fate, FileFinding, State, Submission

__all__ = ["Collection", "Decision", "Entry", "Fate", "FileFinding", "State", "Submission", "collect"]
