"""Who may see the page of a submission or recommendation: one rule for both."""

from enum import Enum, auto


class Visibility(Enum):
    PUBLIC = auto()
    PREVIEW = auto()  # not public, shown to staff: a banner, and `Cache-Control: no-store, private`
    GONE = auto()  # was public: 410 and nothing else
    HIDDEN = auto()  # 404, as if it did not exist


def visible_or_gone(request, thing):
    """Return how this visitor sees a submission or recommendation."""
    if thing.is_public:
        return Visibility.PUBLIC
    view = f"{thing._meta.app_label}.view_{thing._meta.model_name}"
    if request.user.is_staff and request.user.has_perm(view):
        return Visibility.PREVIEW
    # What never left the desk is not admitted to exist.
    return Visibility.GONE if thing.was_public else Visibility.HIDDEN
