"""What speaks for a suggested succession, in the words that an editor reads."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from articles.lineage.suggesting import Nearest, Reason

SAME, SIMILAR, FEW, LITTLE = 0.995, 0.5, 0.15, 0.05


def edge_reasons(
    reasons: Mapping[Reason, float], neighbours: tuple[str, str] | None, has_text: bool
) -> str:
    """Return why an article may have become another, as one line.

    `neighbours` are the labels of the later articles beside it where they are those of before.
    """
    said = [*_of_heading(reasons), *_of_wording(reasons)]
    if Reason.NUMBER in reasons:
        said.append(_("the same number"))
    if neighbours:
        words = {"before": neighbours[0], "after": neighbours[1]}
        said.append(_("between %(before)s and %(after)s as before") % words)
    elif Reason.ORDER in reasons:
        said.append(_("in its place among its neighbours"))
    if not has_text:
        said.insert(0, _("compared by headings alone, without the text"))
    return "; ".join(said)


def _of_heading(reasons: Mapping[Reason, float]) -> list[str]:
    likeness = reasons.get(Reason.HEADING, 0.0)
    if likeness >= SAME:
        return [_("the same heading")]
    return [_("a similar heading")] if likeness >= SIMILAR else []


def _of_wording(reasons: Mapping[Reason, float]) -> list[str]:
    carried, absorbed = reasons.get(Reason.CARRIED, 0.0), reasons.get(Reason.ABSORBED, 0.0)
    if min(carried, absorbed) >= SAME:
        return [_("the same words")]
    if max(carried, absorbed) < LITTLE:
        likeness = reasons.get(Reason.WORDING, 0.0)
        if likeness >= SIMILAR:
            return [_("words that are alike")]
        return [_("some of its words, in other sentences")] if likeness >= FEW else []
    words = {"carried": round(carried * 100), "absorbed": round(absorbed * 100)}
    said = _("%(carried)d %% of its wording stands there and makes %(absorbed)d %% of it")
    return [said % words]


def lone_reasons(nearest: Nearest, name: str, is_new: bool, has_text: bool) -> str:
    """Return why an article may be new or dropped; `name` is that of what is nearest to it."""
    if not name:
        said = [
            _("there was nothing of its kind before")
            if is_new
            else _("nothing of its kind is left")
        ]
    else:
        words = {"name": name, "share": round(nearest.likeness * 100)}
        said = [_("the nearest is %(name)s, at a likeness of %(share)d %%") % words]
    if not has_text:
        said.insert(0, _("compared by headings alone, without the text"))
    return "; ".join(said)
