#!/usr/bin/env python
"""The command line of Treaty Tracker."""

import os
import sys


def main():
    """Run one administrative command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
