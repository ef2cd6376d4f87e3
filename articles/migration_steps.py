"""Steps that migrations of both floors share, as RunPython takes them."""

from collections.abc import Callable, Mapping, Sequence

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.fields import is_web_address
from articles.folding import fold

MOST_LISTED = 50  # rows that a migration cannot take


def refuse_other_schemes(app: str, model: str, field: str) -> Callable:
    """Return a step for RunPython that stops where an address of a row is none of the web."""

    def check(apps, schema_editor):
        manager = apps.get_model(app, model)._base_manager
        rows = manager.exclude(is_web_address(field)).order_by("pk").values_list("pk", field)
        if not (wrong := list(rows[: MOST_LISTED + 1])):
            return
        listed = "\n".join(
            f"  {model} {pk}: {address[:200]}" for pk, address in wrong[:MOST_LISTED]
        )
        raise CommandError(
            _(
                "Nothing of this step is changed. These addresses begin neither with https:// nor "
                "with http://; correct or empty them with the version that you had, then run "
                "migrate again:\n%(rows)s"
            )
            % {"rows": listed}
        )

    return check


def fold_anew(app: str, columns: Mapping[str, Sequence[str]]) -> Callable:
    """Return a step that folds what was folded by an older rule; `columns` are those of models."""

    def step(apps, schema_editor):
        for name, folded in columns.items():
            model = apps.get_model(app, name)
            longest = [model._meta.get_field(column).max_length for column in folded]
            rows = model._base_manager.order_by()
            for pk, *values in rows.values_list("pk", *folded).iterator():
                anew = [fold(value)[:most] for value, most in zip(values, longest, strict=True)]
                if anew != values:
                    rows.filter(pk=pk).update(**dict(zip(folded, anew, strict=True)))

    return step
