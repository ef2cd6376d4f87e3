"""Fields beside which the page shows what the desk notices, once `noticing` answers."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.html import format_html


class Noticed:
    """Adds a place for remarks under the field, which a screen reader reads when they change."""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        return format_html(
            '{}<div class="noticed" id="noticed-{}" role="status"></div>', field, name
        )


class NoticedInput(Noticed, AdminTextInputWidget):
    pass


class NoticedTextarea(Noticed, AdminTextareaWidget):
    pass


class NoticedSelect(Noticed, forms.Select):
    pass
