"""The add-in of WPS 表格: built from text, installed into the user's own folder, checked, removed."""

from __future__ import annotations

from yuecheng_xl.version import __version__

NAME = "yuecheng-xl"
"""The add-in's name among others' in WPS."""

FOLDER = f"{NAME}_{__version__}"
"""The folder that WPS looks for: name and version, in ASCII."""

SERVICE = "service.js"
"""The file of the add-in in which the running service says where it is."""
