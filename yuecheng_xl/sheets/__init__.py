"""One engine for writing workbooks: templates filled in, and a package edited in place."""
