"""What the pages promise of their `demo:` links comes true."""

from __future__ import annotations

from pathlib import Path

import pytest

from asistente.knowledge.check.source import Source
from asistente.language.detect import LANGUAGES
from tests.content.pages import demo_links, pairs, sources, without_language
from tests.content.promises import Effect, judge, read_effects
from tests.content.runs import Runs

FOLDER = Path(__file__).parent / "effects"
EFFECTS = {path.stem: read_effects(path) for path in sorted(FOLDER.glob("*.toml"))}
ALL = [(slug, effect) for slug, effects in EFFECTS.items() for effect in effects]


@pytest.fixture(scope="module")
def runs() -> Runs:
    steps: dict[str, set[int]] = {}
    for _, effect in ALL:
        steps.setdefault(effect.link, set()).update(effect.at)
    return Runs(steps)


def pages_of(slug: str) -> list[Source]:
    return [source for language in LANGUAGES if (source := sources().get((slug, language)))]


@pytest.mark.parametrize(("slug", "effect"), ALL, ids=[f"{slug} {effect.link}" for slug, effect in ALL])
def test_the_run_does_what_the_page_says(slug: str, effect: Effect, runs: Runs) -> None:
    if broken := judge(effect, runs):
        where = ", ".join(source.page.file for source in pages_of(slug) if effect.link in demo_links(source))
        pytest.fail(
            "\n  ".join([f"{where or slug}: [{effect.link}] says: {effect.promise}", *broken]), pytrace=False
        )


@pytest.mark.parametrize("slug", sorted({slug for slug, _ in sources()}))
def test_every_link_of_a_page_has_an_entry(slug: str) -> None:
    tested = {effect.link for effect in EFFECTS.get(slug, [])}
    missing = [
        f"{source.page.file}: [{link}] has no entry in effects/{slug}.toml"
        for source in pages_of(slug)
        for link in demo_links(source)
        if link not in tested
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("slug", sorted(EFFECTS))
def test_every_entry_is_of_a_link_of_its_page(slug: str) -> None:
    links = {link for source in pages_of(slug) for link in demo_links(source)}
    entries = [effect.link for effect in EFFECTS[slug]]
    assert [link for link in entries if link not in links] == [], f"no page {slug}.md has these links"
    assert len(set(entries)) == len(entries), "a link has two entries"


@pytest.mark.parametrize("slug", sorted(pairs()))
def test_both_languages_of_a_page_have_the_same_links(slug: str) -> None:
    english, spanish = ({without_language(link) for link in demo_links(source)} for source in pairs()[slug])
    assert english == spanish, f"only in English: {english - spanish}; only in Spanish: {spanish - english}"
