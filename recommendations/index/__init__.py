"""The index: which public recommendation has what, as compressed bitmaps in memory."""
