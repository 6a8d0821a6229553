"""What each printed table says, once: for result sheets, Word, JSON and DataFrames."""
