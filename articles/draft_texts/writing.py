"""Writing what a plan says: all of it or nothing, with history, a fixed number of queries."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from articles.draft_texts import plan_report
from articles.draft_texts.plan import Plan
from articles.draft_texts.rows import hold_text
from articles.history.change_sets import change_set
from articles.models import Article, Division, Draft, Provision, ProvisionText


class Refused(ValueError):
    """A plan that cannot be carried out; `plan` is the one that holds now."""

    def __init__(self, message, plan):
        self.plan = plan
        super().__init__(message)


def store(outline, draft, source="", token=None, by=None, may_replace=False):
    """Write an outline into a draft and return the plan that was carried out.

    With a token, only if what would change is what the plan of that token said. Where texts go, or
    most of them change, only if it `may_replace` them. Raises Refused.
    """
    with transaction.atomic(), change_set() as moment:
        hold_text(draft)
        plan = Plan(outline, draft, source)
        if token is not None and token != plan.token:
            raise Refused(
                _("The draft has changed since the preview. Check the preview again."), plan
            )
        if plan.obstacles:
            raise Refused(_("Other records refer to what would be removed with this text."), plan)
        if plan.losses and not may_replace:
            raise Refused(" ".join([_("Nothing was saved."), *plan_report.losses(plan)]), plan)
        if plan.changes_something:
            Writing(plan, moment, by).carry_out()
    return plan


class Writing:
    """One writing of a plan; rows that stay as they are are not touched."""

    def __init__(self, plan, moment, by):
        self.plan, self.moment, self.by = plan, moment, by

    def carry_out(self):
        """Write divisions, articles, provisions and texts, then take away what vanished."""
        divisions = self._write_divisions()
        articles = self._write_articles(divisions)
        self._write_provisions(articles)
        self._write_texts()
        self._take_away()
        self._record_language()

    def _write_divisions(self):
        rows = {}
        for level in levels(self.plan.divisions):
            made, changed = [], []
            for planned in level:
                row = self._filled(Division, planned, draft=self.plan.draft)
                rows[planned.key] = row
                self._set(row, "parent", rows.get(planned.parent), planned, made, changed)
            self._save(Division, made, changed)
        return rows

    def _write_articles(self, divisions):
        rows, made, changed = {}, [], []
        for planned in self.plan.articles:
            row = self._filled(Article, planned, draft=self.plan.draft)
            row.derive()
            rows[planned.key] = row
            self._set(row, "division", divisions.get(planned.parent), planned, made, changed)
        self._save(Article, made, changed)
        return rows

    def _write_provisions(self, articles):
        rows = {}
        for level in levels(self.plan.provisions):
            made, changed = [], []
            for planned in level:
                article = articles[planned.article]
                row = self._filled(Provision, planned, draft=self.plan.draft, article=article)
                rows[planned.key] = row
                self._set(row, "parent", rows.get(planned.parent), planned, made, changed)
            self._save(Provision, made, changed)

    def _write_texts(self):
        keys = dict(Provision.objects.filter(draft=self.plan.draft).values_list("eid", "pk"))
        made, changed = [], []
        for text in self.plan.texts:
            if text.before == text.after:
                continue
            if text.row is None:
                made.append(
                    ProvisionText(
                        provision_id=keys[text.eid], language=text.language, text=text.after
                    )
                )
            elif text.after:
                text.row.text = text.after
                changed.append(text.row)
            else:
                self._delete(text.row)
        self._save(ProvisionText, made, changed)

    def _take_away(self):
        """Delete what vanished, the innermost first."""
        for model in (Provision, Article, Division):
            gone = self.plan.vanished[model]
            inmost_first = sorted(gone, key=lambda row: len(getattr(row, "eid", "")), reverse=True)
            if model is Division:
                inmost_first = sorted(gone, key=lambda row: depth_of(row, gone), reverse=True)
            for row in inmost_first:
                self._delete(row)

    def _record_language(self):
        """Say on the draft in which language its headings are, where it does not say so yet."""
        draft, language = self.plan.draft, self.plan.language
        if draft.language == language:
            return
        row = Draft.objects.get(pk=draft.pk)
        row.language = draft.language = language
        self._check(row)
        row._history_user = self.by
        row._change_reason = _("Read from a document")
        row.save()

    # ── rows ─────────────────────────────────────────────────────────────────

    def _filled(self, model, planned, **fixed):
        row = planned.row or model(**fixed)
        for name, value in planned.values.items():
            setattr(row, name, value)
        return row

    def _set(self, row, name, other, planned, made, changed):
        """Set what a row lies in, and sort it to the new ones or those that change."""
        before = getattr(row, f"{name}_id")
        moved = before != (other.pk if other else None)
        differs = moved or bool(planned.changes)
        if moved:
            setattr(row, name, other)
        if planned.row is None:
            made.append(row)
        elif differs:
            changed.append(row)

    def _save(self, model, made, changed):
        for row in (*made, *changed):
            self._check(row)
        history = {"default_user": self.by, "default_change_reason": _("Read from a document")}
        history["default_date"] = self.moment
        if made:
            bulk_create_with_history(made, model, batch_size=500, **history)
        if changed:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            bulk_update_with_history(changed, model, names, batch_size=200, **history)

    def _check(self, row):
        relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
        try:
            row.clean_fields(exclude=relations)
        except ValidationError as error:
            said = " ".join(f"{name}: {' '.join(m)}" for name, m in error.message_dict.items())
            raise Refused(f"{getattr(row, 'eid', row)}: {said}", self.plan) from error

    def _delete(self, row):
        row._history_user = self.by
        row._change_reason = _("Read from a document")
        row.delete()


def levels(rows):
    """Return planned rows by how deep they lie, the outermost first."""
    depths, by_depth = {}, []
    for planned in rows:
        depth = depths[planned.parent] + 1 if planned.parent else 0
        depths[planned.key] = depth
        by_depth.extend([] for _level in range(depth + 1 - len(by_depth)))
        by_depth[depth].append(planned)
    return by_depth


def depth_of(division, among):
    """Return how many of these divisions a division lies in."""
    by_key = {row.pk: row for row in among}
    depth, above = 0, by_key.get(division.parent_id)
    while above is not None and depth < len(by_key):
        depth, above = depth + 1, by_key.get(above.parent_id)
    return depth
