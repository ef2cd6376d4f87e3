"""The recipe for nginx in the deployment guide, tried with nginx itself where that is installed."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
GUIDE = Path(settings.BASE_DIR) / "docs/deployment.md"
HOST = "tracker.example.org"
SLOW = 40  # connections that never end their request
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.any_database,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light)"),
]


def recipe():
    """Return the server block of the guide."""
    return re.search(r"^server \{\n.*?^\}\n", GUIDE.read_text(), re.MULTILINE | re.DOTALL).group()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def port(live_server, settings, tmp_path):
    """Serve the site behind nginx, by the recipe, at a port of 127.0.0.1."""
    settings.ALLOWED_HOSTS = [HOST, "127.0.0.1"]
    port, upstream = (
        free_port(),
        live_server.url.removeprefix("http://").replace("localhost", "127.0.0.1"),
    )
    server = recipe().replace("127.0.0.1:8000", upstream)
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = re.sub(r"\n *listen \[::\].*?;", "", server)
    folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    temporary = "\n".join(f"{name}_temp_path {tmp_path}/{name};" for name in folders)
    user = "user root;" if os.geteuid() == 0 else ""
    file = tmp_path / "nginx.conf"
    file.write_text(
        f"{user}\ndaemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{ access_log off;\n{temporary}\n{server} }}\n"
    )
    process = subprocess.Popen([NGINX, "-c", str(file), "-p", str(tmp_path)])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


def get(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": HOST})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    return response.status, content


def test_the_recipe_serves_the_site_under_its_own_name(port):
    status, page = get(port, "/about/")
    assert status == 200
    assert f'<link rel="canonical" href="http://{HOST}/about/"' in page


def test_slow_connections_do_not_keep_others_out(port):
    slow = [socket.create_connection(("127.0.0.1", port)) for _number in range(SLOW)]
    for connection in slow:
        connection.sendall(b"GET /about/ HTTP/1.1\r\nHost: tra")
    try:
        assert get(port, "/about/")[0] == 200
    finally:
        for connection in slow:
            connection.close()


def test_a_long_address_reaches_the_site_and_one_too_long_stops_before_gunicorn(port):
    status, answer = get(port, "/api/v1/recommendations/?theme=" + "x" * 8000)
    assert status == 400
    assert "theme" in json.dumps(json.loads(answer))
    assert get(port, "/api/v1/recommendations/?theme=" + "x" * 9000)[0] == 414
