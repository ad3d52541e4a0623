"""batt.help prints what the reference page says of an operation."""

from __future__ import annotations

import batt
import pytest


@pytest.mark.parametrize("name", batt.operations)
def test_every_operation_is_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    batt.help(name)
    text = capsys.readouterr().out
    assert text.lstrip().startswith(f"{name}(")
    assert "Cost:" in text
    assert "```" not in text and "##" not in text
    batt.help(batt.operations[name])
    assert capsys.readouterr().out == text


def test_what_is_no_operation() -> None:
    with pytest.raises(KeyError, match="there is no operation 'objets'"):
        batt.help("objets")
