"""What a section says of itself."""

from __future__ import annotations

import pytest

from asistente.knowledge.page import Section


def section(text: str) -> Section:
    return Section("glossary", "en", "adam", "Adam", None, text, 1, "en/glossary.md")


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("**Adam**: an optimizer. → [Optimizers](optimizers.md#adam)", ("optimizers", "adam")),
        ("**Layer**: a row of neurons. → [Neurons](neurons-and-layers.md)\n", ("neurons-and-layers", "")),
        ("→ [Here](optimizers.md) and more follows.", None),
        ("See [optimizers](optimizers.md#adam).", None),
        ("A long page. " * 100 + "→ [Optimizers](optimizers.md#adam)", None),
    ],
)
def test_an_entry_leads_to_the_page_that_it_ends_with(text: str, leads_to: tuple[str, str] | None) -> None:
    assert section(text).points_to == leads_to
