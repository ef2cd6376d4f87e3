"""What the tests of pages read off a page: its links, its text, the number behind a link."""

import re
from html import unescape
from urllib.parse import urlsplit

LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
HEADING = re.compile(r"<h(\d)\b[^>]*>(.*?)</h\1>", re.DOTALL)
ISOLATE = re.compile(r"</?bdi>")  # says how words run, and never where one ends
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)  # data for programs, not words
TAG = re.compile(r"<[^>]*>")


def text_of(response):
    """Return the words of a page, without its marks, with single spaces."""
    return words_of(response.content.decode())


def words_of(html):
    """Return the words of a piece of HTML with single spaces."""
    return " ".join(unescape(TAG.sub(" ", ISOLATE.sub("", SCRIPT.sub("", html)))).split())


def links_of(response):
    """Return the links of a page as (address, words) pairs."""
    return [
        (unescape(address), words_of(words))
        for address, words in LINK.findall(response.content.decode())
    ]


def headings_of(response):
    """Return the headings of a page as (level, words) pairs."""
    found = HEADING.findall(response.content.decode())
    return [(level, words_of(words)) for level, words in found]


def counted_links(response):
    """Return the links to lists that bear a number, as (address, number) pairs."""
    found = []
    for address, words in links_of(response):
        number = re.findall(r"(?<!\S)(\d+)(?!\S)", words)
        parts = urlsplit(address)
        is_list = parts.path in ("/recommendations/", "/submissions/", "/organisations/")
        if number and is_list and parts.query:
            found.append((address, int(number[-1])))
    return found


def total_of(client, address):
    """Return the number of rows that a list page states."""
    response = client.get(address)
    assert response.status_code == 200
    stated = response.context.get("directory") or response.context["listing"]
    assert not stated.invalid_values
    return stated.total
