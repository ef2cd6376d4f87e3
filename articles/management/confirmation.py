"""Asking whoever sits at the terminal."""

import sys


def is_agreed(stdout, question):
    """Ask and return whether the answer is yes; where nobody is there to answer, it is no."""
    if not sys.stdin.isatty():
        return False
    stdout.write(f"{question} [y/N] ", ending="")
    stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
