"""How much memory the processes of a server take, as Linux tells it."""

from pathlib import Path

from bench.figures import Figure

# Of a process's pages: all that are in memory, and the same with each shared one divided among
# those who share it.
SIZES = {"Rss": "resident", "Pss": "proportional"}


def of_processes(pids):
    """Yield the sizes of each process in megabytes; nothing where the system does not tell."""
    for number, pid in enumerate(pids, 1):
        file = Path(f"/proc/{pid}/smaps_rollup")
        if file.exists():
            lines = (line.split() for line in file.read_text().splitlines()[1:])
            sizes = {line[0].rstrip(":"): int(line[1]) / 1024 for line in lines}
            for name, called in SIZES.items():
                yield Figure(f"worker {number}, {called}, MB", sizes[name])
