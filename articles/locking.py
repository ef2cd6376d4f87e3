"""Rows held until a transaction ends, so that two who save at once wait for each other."""


def locked(rows):
    """Return a query set whose rows are held, once it is evaluated, until the transaction ends."""
    return rows.select_for_update(no_key=True)


def lock(row):
    """Hold a row until the transaction ends and tell whether it is there still.

    Nobody else saves it or its child rows meanwhile.
    """
    return bool(locked(type(row)._base_manager.filter(pk=row.pk)).values("pk"))
