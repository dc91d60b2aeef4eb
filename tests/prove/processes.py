"""Processes that others have begun, and signals to them."""

import os
from pathlib import Path


def children_of(parent):
    children = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def signal_all(processes, which):
    for process in processes:
        try:
            os.kill(process, which)
        except ProcessLookupError:
            pass
