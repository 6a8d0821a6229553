"""Checks: ``workbook`` looks for what contradicts itself, ``report`` holds prose against the workbook.

Neither imports the other: a job pays for the one that it runs. What they share stands beside them.
"""
