"""The interchange format (see data/README.md), the table of a list, and citations."""
