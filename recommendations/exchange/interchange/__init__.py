"""The interchange format: all as a folder of YAML files (data/README.md), written and read."""
