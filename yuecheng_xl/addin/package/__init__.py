"""The add-in's file (.xlam), made from the text sources under templates/addin/ on any system."""
