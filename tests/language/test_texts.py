import re
import string
from pathlib import Path
from typing import get_args

import pytest

from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.language.texts import Catalogue, Texts, catalogue


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_exists_in_both_languages() -> None:
    assert set(catalogue("en")) == set(catalogue("es"))


def test_a_sentence_has_the_same_placeholders_in_both_languages() -> None:
    english, spanish = catalogue("en"), catalogue("es")
    different = {
        key: (placeholders(english[key]), placeholders(spanish[key]))
        for key in english.keys() & spanish.keys()
        if placeholders(english[key]) != placeholders(spanish[key])
    }
    assert different == {}


@pytest.mark.parametrize("language", get_args(Language))
def test_placeholders_are_names_and_no_sentence_is_empty(language: Language) -> None:
    for key, sentence in catalogue(language).items():
        assert sentence.strip(), key
        assert all(re.fullmatch(r"\w+", name) for name in placeholders(sentence)), key


def test_an_unknown_key_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        Texts("en")("no.such.key")


@pytest.mark.parametrize(
    ("language", "value", "decimals", "written"),
    [
        ("en", 1240, None, "1,240"),
        ("es", 1240, None, "1\N{NO-BREAK SPACE}240"),
        ("en", 999, None, "999"),
        ("en", -1234567, None, "-1,234,567"),
        ("es", 2.998, None, "2.998"),
        ("es", 12345.678, 2, "12\N{NO-BREAK SPACE}345.68"),
        ("en", 3, 2, "3.00"),
        ("es", 0.0001, None, "0.0001"),
        ("en", float("nan"), None, "nan"),
    ],
)
def test_numbers_follow_the_language(
    language: Language, value: float, decimals: int | None, written: str
) -> None:
    assert Texts(language).number(value, decimals) == written


@pytest.mark.parametrize("language", get_args(Language))
def test_an_error_without_a_sentence_still_makes_one_safe_line(language: Language) -> None:
    error = UserError("made-up.code", given="\x1b[31mbad\x1b[0m\nline " + "x" * 10_000)
    line = Texts(language).error(error)
    assert "made-up.code" in line
    assert "bad line" in line
    assert "\n" not in line
    assert "\x1b" not in line
    assert len(line) < 300


def test_of_names_to_choose_from_none_is_cut() -> None:
    names = [f"name-{number}" for number in range(100)] + ["\x1bx"]
    line = Texts("en").error(UserError("unknown_theme", theme="t" * 500, themes=names))
    assert "name-0, name-1" in line
    assert "name-99" in line
    assert "\x1b" not in line
    assert "t" * 200 not in line


def test_a_sentence_is_looked_for_in_the_file_of_its_name_first(tmp_path: Path) -> None:
    (tmp_path / "ui.toml").write_text("[ui]\ngo = 'Go'\n", encoding="utf-8")
    (tmp_path / "broken.toml").write_text("no toml", encoding="utf-8")
    assert Catalogue(tmp_path)["ui.go"] == "Go"


def test_a_sentence_is_found_in_whichever_file_it_stands(tmp_path: Path) -> None:
    (tmp_path / "ui.toml").write_text("[ui]\ngo = 'Go'\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("[ui]\nstop = 'Stop'\n", encoding="utf-8")
    assert Catalogue(tmp_path)["ui.stop"] == "Stop"
    assert set(Catalogue(tmp_path)) == {"ui.go", "ui.stop"}


def test_a_key_that_two_files_define_is_an_error(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("[ui]\ngo = 'Go'\n", encoding="utf-8")
    with pytest.raises(ValueError, match="twice"):
        len(Catalogue(tmp_path))
