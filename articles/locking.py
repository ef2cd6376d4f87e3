"""Rows held until a transaction ends, so that two who save at once wait for each other."""


def lock(row):
    """Hold a row until the transaction ends and tell whether it is there still.

    Nobody else saves it or its parts meanwhile.
    """
    rows = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk)
    return bool(rows.values("pk"))
