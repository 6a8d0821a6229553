"""The add-in on a user's PC: installed, checked, removed, and bundled for PCs without Python."""
