"""A desk over the sample data, served for one measurement from any checkout."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from sample_entries import ROOT, SLUG, entries

PREPARE = """
import sys
from pathlib import Path
from django.contrib.auth.models import Group, User
from recommendations.models import Recommendation, Submission
submission = Submission.objects.get(slug=sys.argv[1])
for one in submission.recommendations.all():
    one.outcomes.all().delete()
    one.delete()
submission.text = Path(sys.argv[2]).read_bytes().decode()
submission.save()
user = User.objects.create_user("hand", password=sys.argv[3], is_staff=True)
user.groups.set(Group.objects.filter(name__in=["Editor", "Reviewer"]))
print("submission", submission.pk)
"""


READ = """
import json, sys
from recommendations.models import Recommendation
rows = Recommendation.objects.filter(submission__slug=sys.argv[1]).order_by("pk")
print("read", json.dumps([{
    "title": one.title, "rationale": one.rationale, "action": one.action, "aim": one.aim,
    "themes": sorted(theme.slug for theme in one.themes.all()),
    "passages": [[passage.exact, str(passage.page)] for passage in one.passages.all()],
    "targets": [
        [target.provision.eid if target.provision else "", [
            [proposal.base, proposal.proposed, proposal.basis]
            for proposal in target.proposals.all()
        ]]
        for target in one.targets.all()
    ],
} for one in rows]))
"""


@contextmanager
def desk(root):
    """Serve the checkout at root over the sample data; give address, password, submission."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder, "document.txt")
        copied.write_text(entries()[1])
        environment = {
            **os.environ,
            "DEVELOPMENT": "1",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        password = secrets.token_urlsafe(12)
        run = [sys.executable, "manage.py"]
        quiet = {"env": environment, "check": True, "capture_output": True, "text": True}
        # This checkout makes the database: an earlier one may not have known the sample data.
        subprocess.run([*run, "demo", "--no-server"], cwd=ROOT, **quiet)

        def ask(code, *given):
            code = f"import sys\nsys.argv[1:] = {[SLUG, *given]!r}\n{code}"
            return subprocess.run([*run, "shell", "-c", code], cwd=ROOT, **quiet).stdout

        said = ask(PREPARE, str(copied), password)
        submission = re.search(r"submission (\d+)", said)[1]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        gunicorn = f"-m gunicorn treatytracker.wsgi --bind 127.0.0.1:{port}".split()
        with Path(folder, "log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, *gunicorn], cwd=root, env=environment, stdout=log, stderr=log
            )
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(f"{address}/admin/login/", server)
                yield address, password, submission
                read = json.loads(ask(READ).partition("read ")[2])
                wanted = [one.expected for one in entries()[0]]
                for row, expected in zip(read, wanted, strict=True):
                    assert row == expected, f"entered {row}, meant {expected}"
            finally:
                server.terminate()
                server.wait(timeout=20)


def wait_for(address, server):
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
        assert server.poll() is None, "the server did not start"
    raise TimeoutError(address)
