from django.db import models, transaction


class FormerSlug(models.Model):
    """A slug that something bore before: links that use it lead on to where it is now."""

    kind = models.CharField(max_length=60)
    # The row within which the slug was unique (a draft's treaty); 0 where it was so everywhere.
    scope = models.PositiveBigIntegerField(default=0)
    slug = models.SlugField(max_length=120)
    row = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scope", "slug"], name="articles_formerslug_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class Renamable(models.Model):
    """A row whose slug may change; the former one is kept, so that links keep working."""

    slug_scope = None  # the attribute that holds the id of what the slug is unique in

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        bare = type(self)._base_manager.only("slug", *filter(None, [self.slug_scope]))
        before = bare.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and before.slug != self.slug:
            FormerSlug.objects.update_or_create(
                kind=self._meta.label_lower,
                scope=getattr(before, self.slug_scope) if self.slug_scope else 0,
                slug=before.slug,
                defaults={"row": self.pk},
            )

    @transaction.atomic
    def take_addresses_of(self, other):
        """Let all addresses that another row of this kind has or had lead here once it is gone."""
        of_kind = {"kind": self._meta.label_lower}
        FormerSlug.objects.filter(**of_kind, row=other.pk).update(row=self.pk)
        scope = getattr(other, self.slug_scope) if self.slug_scope else 0
        FormerSlug.objects.update_or_create(
            **of_kind, scope=scope, slug=other.slug, defaults={"row": self.pk}
        )

    @classmethod
    def bearing(cls, slug, scope=0):
        """Return the row that bears this slug or, failing that, bore it last; None if none did."""
        rows = cls._default_manager.all()
        within = {cls.slug_scope: scope} if cls.slug_scope else {}
        row = rows.filter(slug=slug, **within).first()
        if row is None:
            former = FormerSlug.objects.filter(kind=cls._meta.label_lower, scope=scope, slug=slug)
            row = rows.filter(pk__in=former.values("row"), **within).first()
        return row
