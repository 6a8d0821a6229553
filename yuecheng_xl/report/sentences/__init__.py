"""facts → sentences, as an official would say them: a module for each kind of sentence."""
