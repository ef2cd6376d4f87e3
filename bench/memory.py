"""How much memory processes take, as Linux tells it."""

import threading
from pathlib import Path

from bench.results import Figure

# Of a process's pages: all that are in memory, and the same with each shared one divided among
# those who share it.
SIZES = {"Rss": "resident", "Pss": "proportional"}
SAMPLE_SECONDS = 0.005


def of_processes(pids):
    """Yield the sizes of each process in megabytes; nothing where the system does not tell."""
    for number, pid in enumerate(pids, 1):
        sizes = fields(f"/proc/{pid}/smaps_rollup")
        for name, label in SIZES.items():
            if name in sizes:
                yield Figure(f"worker {number}, {label}, MB", sizes[name] / 1024**2)


def fields(path):
    """Return the sizes in a file of /proc by name, in bytes; none where there is no such file."""
    try:
        lines = [line.split() for line in Path(path).read_text().splitlines()]
    except OSError:
        return {}
    return {line[0].rstrip(":"): int(line[1]) * 1024 for line in lines if line[-1] == "kB"}


class Peak:
    """The most memory that a block takes above what was held before, in bytes.

    Processes that the block starts count whole. None where the system does not tell. Not asked of
    getrusage: what it tells begins with the size of the process that started this one.
    """

    bytes = None

    def __enter__(self):
        self.over, self.of_children = threading.Event(), {}
        self.watch = threading.Thread(target=self._watch_children)
        try:
            Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
            self.before = fields("/proc/self/status").get("VmRSS")
        except OSError:
            self.before = None
        self.watch.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.watch.join()
        if self.before is not None:
            own = fields("/proc/self/status")["VmHWM"] - self.before
            self.bytes = own + sum(self.of_children.values())

    def _watch_children(self):
        while not self.over.wait(SAMPLE_SECONDS):
            for pid in children():
                size = fields(f"/proc/{pid}/status").get("VmHWM", 0)
                self.of_children[pid] = max(size, self.of_children.get(pid, 0))


def children():
    """Return the ids of the processes that this one has started and that still run."""
    pids = []
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            pids += task.read_text().split()
        except OSError:  # that thread has ended meanwhile
            continue
    return pids
