"""The version, for the package, its build and the log."""

__version__ = "0.1.0"
