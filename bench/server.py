"""The real server over a built database: gunicorn, two workers, production mode over plain http."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.client import Reader

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
START_SECONDS = 120


class Server(NamedTuple):
    """A running server: where it is, its first process, and when it was started."""

    address: str
    process: subprocess.Popen
    started: float  # of time.perf_counter()

    @property
    def workers(self):
        """The ids of the processes that answer."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()] if task.exists() else []


def environment(folder):
    """Return the environment of a production server whose files lie in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "DEVELOPMENT"}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "treatytracker.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "API_RATE": "",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
    }


@contextmanager
def server():
    """Serve the database of DATABASE_URL as long as the block lasts; yield the Server at once."""
    with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
        address = f"127.0.0.1:{free_port()}"
        # A port other than the usual ones is refused unless it is that of a trusted origin.
        variables = environment(folder) | {"CSRF_TRUSTED_ORIGINS": f"http://{address}"}
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
        subprocess.run(collect, cwd=ROOT, env=variables, check=True, stdout=subprocess.DEVNULL)
        options = f"--bind {address} --workers {WORKERS} --keep-alive 3600 --log-level warning"
        command = [sys.executable, "-m", "gunicorn", "bench.instrumented_app", *options.split()]
        with started(command, Path(folder, "log"), cwd=ROOT, env=variables) as process:
            yield Server(f"http://{address}", process, time.perf_counter())


@contextmanager
def started(command, log, **options):
    """Run a server as long as the block lasts; what it says is shown where the block fails."""
    with log.open("w") as out:
        # A session of its own: ctrl-C reaches us first, and we stop it in order.
        process = subprocess.Popen(
            command, stdout=out, stderr=out, start_new_session=True, **options
        )
    try:
        yield process
    except Exception:
        print(log.read_text()[-2000:], file=sys.stderr)
        raise
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_answering(address, path, process, seconds=START_SECONDS):
    """Return the first answer to a path; TimeoutError where there is none."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        reader = Reader(address)
        try:
            return reader.get(path)
        except OSError:  # it does not listen yet
            time.sleep(0.01)
        finally:
            reader.close()
    raise TimeoutError(f"{address} did not answer")
