"""Redlines in templates of this floor."""

from django import template

from articles.redline_html import as_html

register = template.Library()

register.filter("redline_html", as_html)
