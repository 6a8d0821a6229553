"""Mutation testing of the rules, figures and periods; see CONTRIBUTING.md."""
