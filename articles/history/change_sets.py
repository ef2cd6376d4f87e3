"""One moment for all that one act writes into the history, so that it can be found again as one."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import pre_create_historical_record

_moment = ContextVar("moment", default=None)


@contextmanager
def one_moment():
    """Date all records of history that are written within as of one moment; may be nested."""
    if _moment.get():
        yield _moment.get()
        return
    token = _moment.set(timezone.now())
    try:
        yield _moment.get()
    finally:
        _moment.reset(token)


@receiver(pre_create_historical_record, dispatch_uid="articles.history.change_sets")
def date_record(history_instance, **kwargs):
    if moment := _moment.get():
        history_instance.history_date = moment
