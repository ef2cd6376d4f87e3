#!/usr/bin/env python
"""The command line of Treaty Tracker."""

import os
import sys


def main():
    """Run one administrative command; with --traceback, whatever stops it is shown in full."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    from django.core.management import execute_from_command_line

    from treatytracker.command_line import STOPPED, explanation

    try:
        execute_from_command_line(sys.argv)
    except STOPPED as error:
        message = explanation(error)
        if not message or "--traceback" in sys.argv:
            raise
        sys.exit(message)


if __name__ == "__main__":
    main()
