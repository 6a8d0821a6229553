"""Files: written in one step, read within bounds."""
