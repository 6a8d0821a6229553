"""The Excel add-in: built from text, installed, checked, removed, and bundled for PCs without Python."""

NAME = "yuecheng-xl"
"""The add-in's own name among xlwings' projects: it has settings apart from those of other add-ins."""

FILE = f"{NAME}.xlam"
"""The name of the add-in's file."""
