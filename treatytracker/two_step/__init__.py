"""Signing in in two steps: the password, then a code from an app or a recovery code."""
