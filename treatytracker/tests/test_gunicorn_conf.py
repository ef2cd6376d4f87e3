"""What gunicorn is told in `gunicorn.conf.py`, tried with gunicorn's own parser."""

import runpy

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import LimitRequestLine


@pytest.fixture
def config():
    told = runpy.run_path(settings.BASE_DIR / "gunicorn.conf.py")
    config = Config()
    for name in config.settings.keys() & told.keys():
        config.set(name, told[name])
    return config


def parsed(config, path):
    lines = f"GET {path} HTTP/1.1\r\nHost: tracker.example.org\r\n\r\n".encode()
    return next(RequestParser(config, iter([lines]), ("127.0.0.1", 1)))


def test_long_address_reaches_the_site(config):
    path = "/api/v1/recommendations/?q=" + "x" * 8000
    assert parsed(config, path).uri == path


def test_endless_address_is_refused(config):
    with pytest.raises(LimitRequestLine):
        parsed(config, "/" + "x" * 9000)
