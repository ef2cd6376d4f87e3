"""Documents become provisions: a small reader for each format, and one grammar for all of them.

`formats.read` turns the bytes of a file into an Outline; `plan.Plan` says what that would change in
a draft; `storing.store` does it. Nothing else here touches the database.
"""
