"""The command line: one file a group, registered with Flask's own `flask` command."""

import importlib

from flask import Flask

_GROUPS = ("database", "sample", "serve", "town", "plans", "check", "assign", "load")


def register(app: Flask) -> None:
    """Add every command."""
    for name in _GROUPS:
        module = importlib.import_module(f"webmap.commands.{name}")
        for command in module.COMMANDS:
            app.cli.add_command(command)
