"""The records of what was entered: versions, differences, change sets, restoring."""
