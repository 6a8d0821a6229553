"""The add-in on a user's PC: installed, removed, looked over, bundled for PCs without Python."""
