"""The Excel add-in: what a click does, how the add-in is built, installed, checked and bundled.

Importing this package loads nothing of Excel or xlwings.
"""

NAME = "yuecheng-xl"
"""The add-in's own name among xlwings' projects: it has settings apart from those of other add-ins."""

FILE = f"{NAME}.xlam"
"""The name of the add-in's file."""
