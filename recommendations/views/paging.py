"""One page of a long list, and what to say where the page asked for is not there."""

from django.core.paginator import InvalidPage
from django.utils.translation import gettext as _

from articles.filters import InvalidValue, shortened


def page_of(paginator, number):
    """Return the page asked for, or the first one, and the faults of its number."""
    try:
        return paginator.page(number), []
    except InvalidPage:
        given = shortened(number)
        message = _("There is no page “%(page)s”: this list has %(last)s. This is page 1.") % {
            "page": given,
            "last": paginator.num_pages,
        }
        return paginator.page(1), [InvalidValue("page", given, message)]
