"""How results are worded everywhere: verdicts, numbers, numerals, changes. Knows nothing of plans."""
