"""Pages: metadata, captions, posts and block quotations."""

from __future__ import annotations

from pathlib import Path

from communique.ingest.items import items_of_bytes

PAGE = Path(__file__).parents[2] / "examples" / "reports" / "01_water_summit.html"


def page_document():  # type: ignore[no-untyped-def]
    (item,) = items_of_bytes(PAGE.read_bytes(), PAGE.name)
    return item.read()


def test_metadata_of_a_page() -> None:
    document = page_document()
    assert document.title == "Nile states agree to share flood data, put off dam talks"
    assert document.date == "2023-06-14"
    assert document.authors == ["Amina Wekesa"]
    assert document.publisher == "The Lakeside Courier"
    assert document.url == "https://lakeside-courier.example/world/nile-flood-data"


def test_parts_of_a_page() -> None:
    document = page_document()
    kinds = {
        kind: [document.text[slice(*p.span)] for p in document.parts if p.kind == kind]
        for kind in ("headline", "dateline", "caption", "credit", "link")
    }
    assert kinds["headline"] == [document.title]
    assert kinds["dateline"] == ["ENTEBBE, June 14 (Lakeside) - "]
    assert kinds["caption"][0].startswith("Ethiopian Water Minister")
    assert "Photo: Peter Okello/Lakeside" in kinds["credit"]
    assert kinds["link"] == ["READ MORE: What the dam means for farmers downstream"]


def test_a_quoted_post_stays_in_the_text() -> None:
    assert "We will never use water as a weapon." in page_document().text


def test_scripts_and_menus_are_no_text() -> None:
    text = page_document().text
    assert "NewsArticle" not in text
    assert "Home" not in text
