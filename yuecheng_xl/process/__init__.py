"""What concerns the running process: a quick start, imports left out, results kept in memory."""
