"""Word: a template filled in with texts, tables and charts. Knows nothing of plans."""
