"""The articles of a draft as links. Every article's page has them all, and a template is slow."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

LINE = '<li class="{}"><a href="{}"{}>{}{}</a></li>'
HERE = mark_safe(' aria-current="page"')
HEADING = ' <span class="quiet">{}</span>'


@register.simple_tag
def article_lines(articles, here, query):
    """Return articles as items of a list, the one we are at marked; addresses end with `query`."""
    return format_html_join("", LINE, (_line(article, here, query) for article in articles))


def _line(article, here, query):
    label, heading = article.label, article.heading
    return (
        "" if heading else "short",
        article.get_absolute_url() + query,
        HERE if article == here else "",
        label,
        format_html(HEADING, heading) if heading and heading != label else "",
    )
