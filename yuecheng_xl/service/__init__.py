"""The local service: the product's jobs for a page in the browser, on this PC and for its user alone.

The service itself keeps the door (``guard``), the files (``desk``) and the runs (``runs``), and imports none
of the jobs: each runs in a process of its own (``worker``), so that it can be cancelled, and its memory goes
when it ends.
"""
