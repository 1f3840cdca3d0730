"""A report as a Word document: what readers see of it, and nothing more."""
