from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import (
    NOT_A_WEB_ADDRESS,
    NormalisedCharField,
    NormalisedTextField,
    is_web_address,
)
from articles.folding import fold, natural_key
from articles.models import Renamable
from articles.page_addresses import address
from recommendations.display_names import country_name
from recommendations.models.counting import count_of
from recommendations.models.signature import Signature


class OrganisationQuerySet(models.QuerySet):
    def published(self):
        """Those that signed at least one public submission."""
        public = Signature.objects.public().filter(organisation=OuterRef("pk"))
        return self.filter(Exists(public))

    def on_real_treaties(self):
        """Those that signed a public submission on a treaty that is not invented."""
        real = Signature.objects.public().filter(submission__treaty__example=False)
        return self.filter(Exists(real.filter(organisation=OuterRef("pk"))))

    def named_like(self, words):
        """Those whose names or acronym hold every word, whatever its case or accents."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def with_counts(self):
        """With the number of its public submissions."""
        signed = Signature.objects.public().filter(organisation=OuterRef("pk"))
        return self.annotate(submission_count=count_of(signed, "organisation"))


class Organisation(Renamable):
    """A body that signs submissions; public only through a public submission."""

    class Kind(models.TextChoices):
        NGO = "ngo", _("NGO")
        IGO = "igo", _("intergovernmental organisation")
        NHRI = "nhri", _("national human rights institution")
        ACADEMIC = "academic", _("academic")
        PRIVATE_SECTOR = "private_sector", _("private sector")
        STATE = "state", _("State")
        OTHER = "other", _("other")

    name = NormalisedCharField(_("name"), max_length=250)
    acronym = NormalisedCharField(_("acronym"), max_length=30, blank=True)
    other_names = NormalisedTextField(_("other names"), blank=True, help_text=_("One per line."))
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.NGO)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Country code of two letters, for example CL or GB (ISO 3166)."),
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    accreditation = NormalisedTextField(_("accreditation"), blank=True)
    folded = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded", "sort_key"])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=is_web_address("website"),
                name="recommendations_organisation_website_of_the_web",
                violation_error_message=NOT_A_WEB_ADDRESS,
            ),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z][A-Z]$"),
                name="recommendations_organisation_country_code",
                violation_error_message=_(
                    "Enter the country as two capital letters, for example CL or GB."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("organisation", self.slug)

    @property
    def short_name(self):
        """The acronym where there is one, else the name: for lists with little room."""
        return self.acronym or self.name

    @property
    def country_name(self):
        """The country in the reader's language."""
        return country_name(self.country)

    @property
    def names(self):
        """The other names, as a list."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    def derive(self):
        """Set the folded names and the sort key, which follow from the names."""
        self.folded = fold(" ".join([self.name, self.acronym, *self.names]))
        self.sort_key = natural_key(self.name)[:400]
