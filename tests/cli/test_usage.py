from __future__ import annotations

import pytest

from asistente.cli.main import main
from asistente.cli.usage import asked_language


def complaint(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("arguments", "english", "spanish"),
    [
        (["topics", "--bogus"], "unrecognized arguments: --bogus", "argumentos desconocidos: --bogus"),
        (["train"], "arguments are required: DEMO", "faltan estos argumentos: DEMO"),
        (["train", "x", "--seed"], "argument --seed: expected one", "argumento --seed: falta un valor"),
        (["eval"], "arguments are required: FILE", "faltan estos argumentos: FILE"),
        (
            ["nonsense"],
            "argument COMMAND: invalid choice: 'nonsense' (",
            "COMMAND: «nonsense» no vale (elige",
        ),
        (["ask", "--json=1", "x"], "argument --json: takes no value", "argumento --json: no lleva valor"),
        (["train", "x", "--l", "1"], "ambiguous option: --l could", "opción ambigua: --l puede ser"),
    ],
)
def test_wrong_usage_is_said_in_the_language(
    arguments: list[str], english: str, spanish: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert english in complaint(["--language", "en", *arguments], capsys)
    assert spanish in complaint(["--language=es", *arguments], capsys)


def test_the_locale_decides_where_no_language_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert "faltan estos argumentos" in complaint(["train"], capsys)
    assert "«fr» no vale" in complaint(["--language", "fr"], capsys)
    assert asked_language(["--language", "en"]) == "en"
    assert asked_language(["topics", "--language"]) == "es"


def test_what_was_typed_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    said = complaint(["--language", "es", "topics", "--{x}\n\x1b[31my"], capsys)
    assert "argumentos desconocidos: --{x} y (" in said
