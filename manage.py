#!/usr/bin/env python
"""The command line of Treaty Tracker."""

import os
import sys


def main():
    """Run one administrative command; with --traceback, whatever stops it is shown in full."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    from django.core.management import execute_from_command_line

    from treatytracker.command_line import STOPPED, in_words

    try:
        execute_from_command_line(sys.argv)
    except STOPPED as error:
        words = in_words(error)
        if not words or "--traceback" in sys.argv:
            raise
        sys.exit(words)


if __name__ == "__main__":
    main()
