"""The command line: one file a group, registered with Flask's own `flask` command.

A command's module is imported when it is asked for: serving needs neither GeoPandas nor anything else that files need.
"""

import importlib

import click
from flask import Flask
from flask.cli import AppGroup

_MODULES = {
    "assign": "assign",
    "check": "check",
    "db": "database",
    "export": "export",
    "export-map": "export_map",
    "first-steps": "first_steps",
    "load": "load",
    "plans": "plans",
    "publish": "plans",
    "sample": "sample",
    "serve": "serve",
    "sheets": "sheets",
    "town": "town",
}


def register(app: Flask) -> None:
    """Add every command."""
    app.cli = _Commands(name=app.name)


class _Commands(AppGroup):
    """Knows each command's name and finds it in the `COMMANDS` of its module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        module = importlib.import_module(f"webmap.commands.{_MODULES[cmd_name]}")
        return next(command for command in module.COMMANDS if command.name == cmd_name)
