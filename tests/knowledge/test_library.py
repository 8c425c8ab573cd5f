from pathlib import Path

import pytest

from asistente.knowledge.library import Library
from asistente.language.errors import UserError
from asistente.storage.folders import content_folder
from tests.knowledge.folders import english, folder_of


def load(folder: Path, files: dict[str, str | bytes]) -> Library:
    return Library.load(folder_of(folder, files))


def test_pages_come_in_reading_order_with_their_questions(tmp_path: Path) -> None:
    questions = "# for the router\n\nhow  do dogs learn\nis it like a dog\n"
    library = load(tmp_path, english() | {"en/questions/puppy.txt": questions})
    assert [page.slug for page in library.pages("en")] == ["training", "puppy"]
    page = library.page("puppy", "en")
    assert page is not None
    assert page.questions == ("is it like a dog", "what has a pet to do with it", "how do dogs learn")
    assert library.problems == ()


def test_the_other_language_stands_in_for_a_missing_page(tmp_path: Path) -> None:
    spanish = "---\ntitle: El cachorro\norder: 20\n---\nComo un perro."
    library = load(tmp_path, english() | {"es/puppy.md": spanish})
    assert [(page.slug, page.language) for page in library.pages("es")] == [
        ("training", "en"),
        ("puppy", "es"),
    ]
    assert [(page.slug, page.language) for page in library.pages("en")] == [
        ("training", "en"),
        ("puppy", "en"),
    ]
    page = library.page("training", "es")
    assert page is not None
    assert page.language == "en"
    assert library.page("nothing", "en") is None
    assert library.languages() == ["en", "es"]
    assert library.slugs() == ["training", "puppy"]


def test_any_folder_of_markdown_is_a_library(tmp_path: Path) -> None:
    library = load(
        tmp_path,
        {
            "README.md": "# Notes\n\nAll my notes are about the weights.",
            "10-tuning.md": "how to tune the knobs",
            "2-loss.md": "the loss and what it is",
            "deep/er/Página.markdown": "esto es una página sobre los pesos",
            ".hidden/x.md": "no",
            ".secret.md": "no",
            "picture.png": b"\x89PNG",
            "notes.txt": "no page",
        },
    )
    assert [page.slug for page in library.pages("en")] == ["readme", "2-loss", "10-tuning", "deep/er/pagina"]
    assert [page.language for page in library] == ["en", "en", "en", "es"]


def test_a_broken_page_stops_no_other(tmp_path: Path) -> None:
    library = load(
        tmp_path,
        english()
        | {
            "en/bad.md": "---\ntitle: [\n---\nStill \x1b[31mreadable\x1b[0m.",
            "en/empty.md": "",
            "en/PUPPY.markdown": "a second puppy",
        },
    )
    assert {page.slug for page in library} == {"training", "puppy", "bad", "empty"}
    bad = library.page("bad", "en")
    assert bad is not None
    assert bad.body == "Still readable.\n"
    codes = {(problem.file.name, problem.code) for problem in library.problems}
    assert codes == {
        ("bad.md", "front-matter-broken"),
        ("bad.md", "control-characters"),
        ("empty.md", "empty"),
        ("puppy.md", "slug-twice"),
    }


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, english())
    (folder / "en/lost.md").symlink_to(tmp_path / "nowhere.md")
    library = Library.load(folder)
    assert [(problem.file.name, problem.code) for problem in library.problems] == [("lost.md", "unreadable")]
    assert len(library) == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing", "content.missing"),
        ("x" * 5000, "content.missing"),
        ("\0", "content.missing"),
        ("file", "content.not-a-folder"),
        ("none", "content.empty"),
    ],
)
def test_no_library_is_an_error_of_the_person(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "none").mkdir()
    with pytest.raises(UserError) as raised:
        Library.load(tmp_path / name)
    assert raised.value.code == code


def test_links_lead_to_pages_and_anchors(tmp_path: Path) -> None:
    library = load(tmp_path, english() | {"en/deep/note.md": "x", "es/puppy.md": "Como un perro."})
    page = library.page("puppy", "en")
    note = library.page("deep/note", "en")
    assert page is not None
    assert note is not None

    def led(target: str, source: object = page) -> tuple[str, str] | None:
        found = library.resolve(target, note if source is note else page)
        return (found[0].file, found[1]) if found else None

    assert led("training.md#how") == ("en/training.md", "how")
    assert led("#plain") == ("en/puppy.md", "plain")
    assert led("deep/note.md") == ("en/deep/note.md", "")
    assert led("../puppy.md", note) == ("en/puppy.md", "")
    assert led("../es/puppy.md") == ("es/puppy.md", "")
    assert led("nothing.md") is None
    assert led("demo:addition") is None
    assert led("https://example.org/puppy.md") is None


@pytest.mark.parametrize("name", ["puppy", "PUPPY", "The Puppy", "the puppy!"])
def test_a_page_is_found_by_slug_or_title(name: str, tmp_path: Path) -> None:
    found = load(tmp_path, english()).find(name, "en")
    assert found is not None
    assert found.slug == "puppy"


def test_the_nearest_names_are_offered(tmp_path: Path) -> None:
    library = load(tmp_path, english())
    assert library.find("pupy", "en") is None
    assert library.nearest("pupy", "en") == ["puppy"]
    assert library.nearest("train", "en", 3) == ["training"]
    assert library.nearest("zzzzzzzz", "en") == []
    assert library.nearest("x" * 1_000_000, "en") == []


def test_the_shipped_pages_have_no_problem() -> None:
    library = Library.load(content_folder())
    assert library.problems == ()
    assert [page.slug for page in library.pages("en")] == [page.slug for page in library.pages("es")]
    assert all(page.lead and page.summary and page.questions for page in library)
