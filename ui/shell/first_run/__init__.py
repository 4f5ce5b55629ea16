"""The first run: two people sit down at a computer that has nothing."""

from __future__ import annotations

from ui.shell.first_run.flow import FirstRunFlow

__all__ = ["FirstRunFlow"]
