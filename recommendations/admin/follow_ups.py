"""What an act on a submission leaves as it was: its recommendations, which move by themselves."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.models import State

# For each act: the states in which a recommendation has still to follow.
BEHIND = {"review": (State.DRAFT,), "publish": (State.DRAFT, State.IN_REVIEW)}


def left_behind(submission, act):
    """Say how many recommendations have still to follow, with the list of them; "" when none."""
    states = BEHIND.get(act, ())
    count = submission.recommendations.filter(state__in=states).count()
    if not count:
        return ""
    address = reverse("admin:recommendations_recommendation_changelist")
    wanted = f"state__in={','.join(states)}" if states[1:] else f"state__exact={states[0]}"
    address += f"?submission__id__exact={submission.pk}&{wanted}"
    words, link = _words(count, act)
    return format_html('{} <a href="{}">{}</a>', words % {"count": count}, address, link)


def _words(count, act):
    if act == "review":
        words = ngettext(
            "Its %(count)d recommendation is still a draft:",
            "Its %(count)d recommendations are still drafts:",
            count,
        )
        return words, _("choose them in the list to submit them for review")
    words = ngettext(
        "%(count)d recommendation of it is not public yet:",
        "%(count)d recommendations of it are not public yet:",
        count,
    )
    return words, _("choose them in the list to publish them")
