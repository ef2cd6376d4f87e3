"""Rows held until a transaction ends, so that two who save at once wait for each other.

All hold in one order, or two would wait for each other without end: a draft, then a submission,
then recommendations, then their rows, then organisations, then articles that are written in or in
which a place is entered; of one kind by key. Whoever will need a row further up takes it first.
Where the database breaks off one of two all the same, what failed is tried once more.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, models
from django.utils.translation import gettext as _

# Of PostgreSQL: a deadlock was found, and a transaction that cannot be put in a row with others.
BROKEN_OFF = ("40P01", "40001")


def locked(rows: models.QuerySet) -> models.QuerySet:
    """Return a query set that holds these rows, once it is evaluated, in the order of their keys.

    They alone are held: an order or a filter that joins another table would hold its rows as well.
    """
    keys = rows.order_by().values("pk")
    own = rows.model._base_manager.filter(pk__in=keys)
    return own.order_by("pk").select_for_update(no_key=True)


def lock_all(rows: models.QuerySet) -> list[int]:
    """Hold rows until the transaction ends and return the keys of those that are there still."""
    return list(locked(rows).values_list("pk", flat=True))


def lock(row: models.Model) -> bool:
    """Hold a row until the transaction ends and tell whether it is there still.

    Nobody else saves it or its child rows meanwhile.
    """
    return bool(lock_all(type(row)._base_manager.filter(pk=row.pk)))


def sqlstate_of(error: BaseException) -> str | None:
    """Return the code that PostgreSQL gave with an error; None where it was not even asked."""
    return getattr(error.__cause__, "sqlstate", None)


def was_broken_off(error: BaseException) -> bool:
    """Tell whether what failed may go through if it is tried again: another was in its way."""
    return sqlstate_of(error) in BROKEN_OFF or "database is locked" in str(error)


def busy() -> str:
    """Return what to tell somebody whose change was broken off twice."""
    return _("Not saved: others were saving the same records at the same time. Try again.")


def tried_twice(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is called once more where another transaction was in its way.

    It must hold its whole transaction: within one that was broken off nothing goes on.
    """

    @wraps(work)
    def try_again(*args: Any, **kwargs: Any) -> Any:
        try:
            return work(*args, **kwargs)
        except OperationalError as error:
            if not was_broken_off(error):
                raise
        return work(*args, **kwargs)

    return try_again
