"""Forms of the desk: texts kept as typed, faults shown at the field that can cure them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class VerbatimField(forms.CharField):
    """A text kept as typed, spaces at its ends included; browsers' line ends become the usual."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n")
        return text if text.strip() else ""


class DeskForm(forms.ModelForm):
    """A form that says at which field a broken constraint is to be mended."""

    # What an earlier attempt at this very request was refused for; set by DeskAdmin.get_form.
    refusals = ()
    # The fields from which an empty slug follows, the first one that is filled.
    slug_from = ("name", "title", "heading")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Its part of the address. Left empty, it is made.")

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug:
            return slug
        words = next(filter(None, (self.cleaned_data.get(name) for name in self.slug_from)), "")
        longest = self._meta.model._meta.get_field("slug").max_length
        slug = slugify(re.sub(r"[\W_]+", "-", words))[:longest].strip("-")
        if not slug:
            raise ValidationError(_("Write a slug: small Latin letters, figures and hyphens."))
        return slug

    def clean(self):
        for message in self.refusals:
            self.add_error(None, message)
        return super().clean()

    def validate_constraints(self):
        # Those of fields without an input too: what follows from others must not clash either.
        exclude = self._get_validation_exclusions() & set(self.fields)
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(self._field_of(constraint), error.messages)

    def _field_of(self, constraint):
        """Return the last field of this form that a constraint is about; None when none is."""
        if isinstance(constraint, CheckConstraint):
            about = constraint.condition.referenced_base_fields
        else:
            about = set(constraint.fields)
        shown = [name for name in self.fields if name in about and not self[name].is_hidden]
        return shown[-1] if shown else None
