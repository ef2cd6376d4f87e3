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

from sample_recommendations import ROOT, SLUG, sample_recommendations

PREPARE = """
from pathlib import Path
from django.contrib.auth.models import Group, User
from recommendations.models import Recommendation, Submission
submission = Submission.objects.get(slug=sys.argv[1])
for recommendation in submission.recommendations.all():
    recommendation.outcomes.all().delete()
    recommendation.delete()
submission.text = Path(sys.argv[2]).read_bytes().decode()
submission.save()
user = User.objects.create_user("hand", password=sys.argv[3], is_staff=True)
user.groups.set(Group.objects.filter(name__in=["Editor", "Reviewer"]))
print("submission", submission.pk)
"""


READ = """
import json
from recommendations.models import Recommendation
rows = Recommendation.objects.filter(submission__slug=sys.argv[1]).order_by("pk")
print("read", json.dumps([{
    "title": row.title, "rationale": row.rationale, "action": row.action, "aim": row.aim,
    "themes": sorted(theme.slug for theme in row.themes.all()),
    "passages": [[passage.exact, str(passage.page)] for passage in row.passages.all()],
    "targets": [
        [target.provision.eid if target.provision else "", [
            [proposal.base, proposal.proposed, proposal.basis]
            for proposal in target.proposals.all()
        ]]
        for target in row.targets.all()
    ],
} for row in rows]))
"""


@contextmanager
def serve_admin(root):
    """Serve the checkout at root over the sample data; give address, password, submission."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(folder)
        password = secrets.token_urlsafe(12)
        submission = prepare(folder, environment, password)
        with serve(root, folder, environment) as address:
            yield address, password, submission
            check_entered(environment)


def environment_in(folder):
    """Return the environment of a development site whose rows and files are kept in a folder."""
    return {
        **os.environ,
        "DEVELOPMENT": "1",
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
    }


def prepare(folder, environment, password):
    """Set up the sample data with the submission emptied; return its primary key."""
    # This checkout makes the database: an earlier one may not have known the sample data.
    manage(environment, "demo", "--no-server", "--no-example")
    copied = Path(folder, "document.txt")
    copied.write_text(sample_recommendations()[1])
    output = run_in_shell(environment, PREPARE, str(copied), password)
    return re.search(r"submission (\d+)", output)[1]


def check_entered(environment):
    """Hold what the database has now against what was meant to be entered."""
    read = json.loads(run_in_shell(environment, READ).partition("read ")[2])
    for row, meant in zip(read, sample_recommendations()[0], strict=True):
        assert row == meant.expected, f"entered {row}, meant {meant.expected}"


def run_in_shell(environment, code, *given):
    """Run code in this checkout's shell and return what it prints."""
    arguments = f"import sys\nsys.argv[1:] = {[SLUG, *given]!r}\n"
    return manage(environment, "shell", "-c", arguments + code)


def manage(environment, *words):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words[0]}:\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def serve(root, folder, environment):
    """Serve the checkout at root on a free port; give the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = f"-m gunicorn treatytracker.wsgi --bind {address}".split()
    with Path(folder, "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=root, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://{address}/admin/login/", server)
            yield f"http://{address}"
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
