"""Pages of HTML: what a reader sees stays, what only a machine reads goes, and the check sees both."""

from pathlib import Path

import pytest

import redaction
from redaction import DocumentEmpty, DocumentTooCostly, Ground, Schedule, ScheduleEntry
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise
from redaction.markup import pages
from redaction.markup.pages import as_file, burn_markup, parts_of, read_markup
from redaction.report import BurnReport
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.html import of_page

TERM = "Anna Smith"
CONTROL = "lighthouse keeper"

# Where a page can say a name to a reader. Each is a place in the body.
SEEN_PLACES = {
    "a paragraph": "<p>Anna Smith</p>",
    "split by bold and italic": "<p><b>An</b><i>na</i> S<u>mi</u>th</p>",
    "a break opportunity": "<p>Anna Sm<wbr>ith</p>",
    "a line break": "<p>Anna<br>Smith</p>",
    "entities": "<p>&#65;nn&#x61; S&#109;ith</p>",
    "a space that does not break": "<p>Anna&nbsp;Smith</p>",
    "a zero-width letter as an entity": "<p>An&#8203;na Smi&shy;th</p>",
    "two cells": "<table><tr><td>Anna</td><td>Smith</td></tr></table>",
    "two blocks": "<div>Anna</div><div>Smith</div>",
    "under letters between the lines": "<p><ruby>Anna Sm<rt>x</rt>ith<rt>y</rt></ruby></p>",
    "a link that was pasted": "<p>/files/a%20Anna%20Smith%20b.pdf</p>",
    "letters in spans": "".join(f"<span>{letter}</span>" for letter in "Anna Smith"),
    "glued to its neighbours": "x<b>Anna Smith</b>y",
    "glued in several elements": "x<b>Anna</b> <i>Smith</i>y",
    "labels and values without a space": "<span>Name</span><span>Anna Smith</span><span>Born</span>",
    "a field that was filled in": '<input value="Anna Smith">',
    "a button": '<input type="submit" value="Anna Smith">',
    "a text area": "<textarea>Anna Smith</textarea>",
    "a choice": "<select><option>Anna Smith</option></select>",
    "a link's words": '<a href="#x">Anna Smith</a>',
    "an element of its own": "<x-name>Anna Smith</x-name>",
    "where no script runs": "<noscript>Anna Smith</noscript>",
    "shown backwards": "<p>&#x202e;htimS annA&#x202c;</p>",
    "a tag written out": "<p>An&lt;b&gt;na Smith</p>",
    "a link written out": "<p>see http://example.test/Anna%20Smith</p>",
}

# Where a page can hold a name that no reader sees.
HIDDEN_PLACES = {
    "letters between the lines": "<p><ruby>him<rp>(</rp><rt>Anna Smith</rt><rp>)</rp></ruby></p>",
    "a comment": "<!-- Anna Smith -->",
    "a conditional comment": "<!--[if mso]><p>Anna Smith</p><![endif]-->",
    "a script": "<script>let name = 'Anna Smith';</script>",
    "a style": "<style>p::before { content: 'Anna Smith' }</style>",
    "a template": "<template>Anna Smith</template>",
    "a hidden element": "<p hidden>Anna Smith</p>",
    "an element that is not displayed": '<p style="display : none">Anna Smith</p>',
    "an element of no size": '<span style="font-size:0px">Anna Smith</span>',
    "an element that cannot be seen": '<span style="visibility:hidden">Anna Smith</span>',
    "a closed dialogue": "<dialog>Anna Smith</dialog>",
    "a title": '<p title="Anna Smith">x</p>',
    "a class": '<p class="Anna Smith">x</p>',
    "an own attribute": '<p data-who="Anna Smith">x</p>',
    "an event": "<p onclick=\"say('Anna Smith')\">x</p>",
    "a label for screen readers": '<p aria-label="Anna Smith">x</p>',
    "a link's address": '<a href="http://example.test/?who=Anna%20Smith">x</a>',
    "an address of a mailbox": '<a href="mailto:Anna Smith">x</a>',
    "a picture's description": '<img alt="Anna Smith" src="x.png">',
    "a picture's address": '<img src="http://example.test/Anna%20Smith.png">',
    "a set of pictures": '<img srcset="http://example.test/Anna%20Smith.png 2x">',
    "a hidden field": '<input type="hidden" value="Anna Smith">',
    "a hint in a field": '<input placeholder="Anna Smith">',
    "a form's address": '<form action="/Anna%20Smith">x</form>',
    "a drawing": "<svg><text>Anna Smith</text></svg>",
    "a formula": "<math><mi>Anna Smith</mi></math>",
    "a frame's own page": '<iframe srcdoc="&lt;p&gt;Anna Smith"></iframe>',
    "an object": '<object data="x"><p>Anna Smith</p></object>',
    "a cell's summary": '<table summary="Anna Smith"><tr><td>x</td></tr></table>',
    "an instruction": "<?who Anna Smith?>",
}
HEAD_PLACES = {
    "the title": "<title>Anna Smith</title>",
    "a description": '<meta name="description" content="Anna Smith">',
    "a link in the head": '<link rel="author" href="x" title="Anna Smith">',
    "a base": '<base href="http://example.test/Anna%20Smith/">',
    "data of linked pages": '<script type="application/ld+json">{"name": "Anna Smith"}</script>',
}
ALL_PLACES = {**SEEN_PLACES, **HIDDEN_PLACES}


def a_page(body: str = "", head: str = "") -> bytes:
    kept = f"<p>The {CONTROL} of <b>Port</b> Ellen.</p>"
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body>{kept}{body}<p>Good night.</p></body></html>".encode()
    )


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


def burned(folder: Path, held: bytes, *terms: str) -> tuple[str, BurnReport]:
    source, target = folder / "source", folder / "target"
    source.write_bytes(held)
    report = burn_markup(source, target, some_schedule(*(terms or (TERM,))))
    return target.read_text(), report


def is_clean(held: bytes) -> bool:
    return verdict_of(of_page(held, Sought([TERM]), is_ours=True)).is_clean


class TestHidingPlaces:
    """However a page says a name, it goes."""

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_name_in_the_body_is_gone_and_the_control_words_stay(self, place: str, tmp_path: Path) -> None:
        text, report = burned(tmp_path, a_page(ALL_PLACES[place]))

        assert is_clean(text.encode())
        assert "Smith" not in text
        assert f"The {CONTROL} of <b>Port</b> Ellen." in text
        assert "Good night." in text
        assert bool(report.removals) is (place in SEEN_PLACES)

    @pytest.mark.parametrize("place", HEAD_PLACES)
    def test_a_name_in_the_head_is_gone(self, place: str, tmp_path: Path) -> None:
        text, _ = burned(tmp_path, a_page(head=HEAD_PLACES[place]))

        assert is_clean(text.encode())
        assert "Smith" not in text

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_copy_that_says_it_in_its_body_is_refused(self, place: str) -> None:
        assert is_clean(as_file(f"<p>{CONTROL}</p>").encode())
        assert not is_clean(as_file(f"<p>{CONTROL}</p>{ALL_PLACES[place]}").encode())

    @pytest.mark.parametrize("place", HEAD_PLACES)
    def test_a_copy_that_says_it_in_its_head_is_refused(self, place: str) -> None:
        copy = as_file(f"<p>{CONTROL}</p>").replace("</head>", HEAD_PLACES[place] + "</head>")

        assert not is_clean(copy.encode())

    def test_a_structure_that_no_copy_has_is_refused_without_any_name(self) -> None:
        for strange in (
            "<p class=x>y</p>",
            "<script></script>",
            "<!-- x -->",
            '<img src="http://x.test/">',
            "<p>\u2066x",
        ):
            assert not is_clean(as_file(strange).encode())


class TestNamesThatAreTheFormatsOwn:
    """People are called Head, Small and Strong, as elements are."""

    @pytest.mark.parametrize("name", ["Head", "Small", "Strong", "Table", "Title", "Dir"])
    def test_a_person_of_that_name_is_taken_out(self, name: str, tmp_path: Path) -> None:
        page = a_page(
            f"<table><tr><td dir='ltr'>Mr {name}</td></tr></table><strong>x</strong><small>y</small>"
        )

        text, report = burned(tmp_path, page, name)

        assert len(report.removals) == 1
        assert verdict_of(of_page(text.encode(), Sought([name]), is_ours=True)).is_clean
        assert not verdict_of(of_page(text.encode() + name.encode(), Sought([name]), is_ours=True)).is_clean


class TestWhatStays:
    """The plain structure and the words of the page."""

    def test_tables_lists_and_headings_stay(self, tmp_path: Path) -> None:
        body = '<h2>Names</h2><ul><li>one</li></ul><table><tr><th colspan="2">a</th><td dir="rtl">b</td></tr></table>'

        text, _ = burned(tmp_path, a_page(body))

        assert body in text

    def test_the_language_stays_where_it_is_only_a_language(self, tmp_path: Path) -> None:
        for language, kept in (("en-GB", True), ("x-anna-smith", False)):
            page = a_page().replace(b"<html>", f'<html lang="{language}">'.encode())

            assert (f'lang="{language}"' in burned(tmp_path, page)[0]) is kept

    def test_the_charset_that_a_page_says_of_itself_is_used(self, tmp_path: Path) -> None:
        page = '<html><head><meta charset="koi8-r"></head><body><p>Мария здесь</p></body></html>'.encode(
            "koi8-r"
        )

        text, _ = burned(tmp_path, page, "Мария")

        assert "здесь" in text
        assert "Мария" not in text

    def test_the_report_says_what_was_left_out(self, tmp_path: Path) -> None:
        _, report = burned(
            tmp_path, a_page("<svg></svg><img><img><p hidden>x</p><script></script><iframe></iframe>")
        )

        assert report.left_out == (
            *(
                "1 drawing",
                "2 pictures",
                "1 hidden passage",
                "1 script or style",
                "1 embedded object",
            ),
        )

    def test_a_reader_reads_what_the_copy_says(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(a_page("<p>Tea &amp; cake</p>", "<title>Minutes</title>"))

        assert read_markup(source).pages[0].text.splitlines()[:3] == [
            "Minutes",
            f"The {CONTROL} of Port Ellen.",
            "Tea & cake",
        ]
        assert "\n".join(parts_of(source)) == "\n".join(page.text for page in read_markup(source).pages)


class TestBadInput:
    """One sentence, and nothing written."""

    def test_a_page_without_words_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentEmpty):
            burned(tmp_path, b"<html><body><script>x</script></body></html>")

    def test_a_page_that_is_too_long_is_refused(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        with source.open("wb") as opened:
            opened.truncate(pages.MOST_BYTES + 1)

        with pytest.raises(DocumentTooCostly):
            read_markup(source)

    def test_a_page_of_a_hundred_thousand_elements_in_each_other_costs_no_more_than_itself(
        self, tmp_path: Path
    ) -> None:
        text, _ = burned(tmp_path, b"<html><body><p>Anna Smith</p>" + b"<div>" * 100_000 + b"Anna Smith")

        assert is_clean(text.encode())

    def test_an_entity_of_a_page_s_own_is_not_expanded(self, tmp_path: Path) -> None:
        page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'

        assert "root" not in burned(tmp_path, page)[0]

    def test_markup_is_told_behind_a_declaration_and_a_comment(self) -> None:
        head = b'<?xml version="1.0"?>\n<!-- saved -->\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'

        assert recognise(head, "page.html").kind is DocumentKind.HTML


class TestThroughTheFrontDoor:
    """A page goes through a child like every document."""

    def test_a_page_is_redacted_read_drawn_and_verified(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.html", tmp_path / "target.html"
        source.write_bytes(a_page("<hr>".join((*SEEN_PLACES.values(), *HIDDEN_PLACES.values()))))

        redacted = redaction.apply(source, target, some_schedule(TERM))

        assert redacted.verdict.is_clean
        assert redacted.kind is DocumentKind.HTML
        assert redaction.pages_of(target) == 1
        assert CONTROL in redaction.read_pages(target).pages[0].text
        assert redaction.render_page(target, 1).startswith(b"\x89PNG")


def test_what_stands_in_a_box_of_its_own_is_a_word_of_its_own_when_it_is_read_and_printed(
    tmp_path: Path,
) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        "<!DOCTYPE html><p>Name<input value=Anna><label>aged</label><button>Smith</button>seen"
        "<noscript>home</noscript><textarea>quiet</textarea>here</p>"
    )

    words = " ".join(parts_of(source)).split()

    assert words == ["Name", "Anna", "aged", "Smith", "seen", "home", "quiet", "here"]


def test_a_name_is_printed_as_it_is_seen_whatever_stands_beside_it_in_the_text(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        "<p><span>Name</span><span>Anna Smith</span><span>Born</span> x<b>Anna</b> <i>Smith</i>y "
        "<bdo dir=rtl>htimS annA</bdo> benefit<b>s</b> <b>A</b>nna</p>"
    )

    words = " ".join(" ".join(parts_of(source, [TERM, "Anna"])).split())

    assert words == "Name Anna Smith Born x Anna Smith y Anna Smith benefits Anna"
