"""The texts of a draft in the database: planned, written, removed, exported."""
