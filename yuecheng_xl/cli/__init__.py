"""The command line. Each command is a module of this folder; help and messages are Chinese."""

from yuecheng_xl.cli.app import main

__all__ = ["main"]
