"""What several tests share: recorded calls, public tasks and the device that runs programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def shared_folder() -> Path | None:
    """The folder with recorded calls and public tasks, or None where there is none."""
    named = os.environ.get("BATT_SHARED")
    folder = Path(named) if named else REPOSITORY.parent / "shared"
    return folder if folder.is_dir() else None


def vectors_folder() -> Path:
    """All recorded calls of the operations, or the sample of them in the repository."""
    shared = shared_folder()
    if shared is not None and (shared / "vectors").is_dir():
        return shared / "vectors"
    return REPOSITORY / "tests" / "data" / "vectors"


@pytest.fixture(scope="session")
def arc() -> Path:
    """The folder with the public training tasks."""
    shared = shared_folder()
    if shared is None or not (shared / "arc").is_dir():
        pytest.skip("the public tasks are not here: set BATT_SHARED to the folder that holds arc/")
    return shared / "arc"


@pytest.fixture(scope="session")
def bad_tasks() -> Path:
    """A folder of task files with one mistake each, and expected.txt that says which."""
    return REPOSITORY / "tests" / "data" / "bad"


@pytest.fixture(scope="session")
def device() -> str:
    """Where programs run: the environment variable BATT_TEST_DEVICE, by default "cpu"."""
    return os.environ.get("BATT_TEST_DEVICE", "cpu")
