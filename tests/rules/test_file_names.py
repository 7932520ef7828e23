"""A file's name, whatever was sent: one that can be shown, stored in a header, and saved on Windows."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange.rules.material import FILE_NAME_LIMIT, safe_file_name

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)


@pytest.mark.parametrize(
    ("offered", "shown"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Cofnodion cyfarfod â'r heddlu.pdf", "Cofnodion cyfarfod â'r heddlu.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\someone\\minutes.pdf", "minutes.pdf"),
        ("/home/someone/", "document"),
        ("", "document"),
        ("...", "document"),
        (" . ", "document"),
        (".pdf", "pdf"),
        ("report\r\nSet-Cookie: x.pdf", "reportSet-Cookie- x.pdf"),
        ("report\u2028.pdf", "report.pdf"),
        ("report\x00.pdf", "report.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\ud800b.pdf", "ab.pdf"),
        ("private\ue000.pdf", "private.pdf"),
        ('what? "now": <a|b>*.pdf', "what- -now-- -a-b--.pdf"),
        ("trailing. . .", "trailing"),
        ("e\u200d\u0301tude.pdf", "étude.pdf"),
        ("CON", "CON-"),
        ("con.pdf", "con-.pdf"),
        ("NUL.tar.gz", "NUL-.tar.gz"),
        ("com1 .txt", "com1-.txt"),
        ("LPT¹.pdf", "LPT¹-.pdf"),
        ("CONTENTS.pdf", "CONTENTS.pdf"),
        ("com10.pdf", "com10.pdf"),
    ],
)
def test_what_was_sent_is_shown_as(offered: str, shown: str) -> None:
    assert safe_file_name(offered) == shown


def test_a_name_of_300_characters_is_cut_and_keeps_its_extension() -> None:
    shown = safe_file_name("x" * 300 + ".pdf")

    assert shown == "x" * (FILE_NAME_LIMIT - 4) + ".pdf"


def test_a_name_whose_last_part_is_no_extension_is_cut_at_the_end() -> None:
    assert safe_file_name("x" * 300) == "x" * FILE_NAME_LIMIT
    assert safe_file_name("y." + "x" * 300) == "y." + "x" * (FILE_NAME_LIMIT - 2)
    assert safe_file_name("x" * 119 + " " + "y" * 100) == "x" * 119


@given(ANY_TEXT)
@example("COM1" + "\u200b" + ".pdf")
def test_every_name_is_safe(offered: str) -> None:
    shown = safe_file_name(offered)

    assert 0 < len(shown) <= FILE_NAME_LIMIT
    assert not set(shown) & set('<>:"/\\|?*\r\n')
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in shown)
    assert shown not in {".", ".."}
    assert shown == shown.strip(" ")
    assert not shown.endswith(".")
    shown.encode()


@given(ANY_TEXT)
@example("e\u200d\u0301")
@example("con")
@example("x" * 119 + " yyyy")
def test_cleaning_twice_is_cleaning_once(offered: str) -> None:
    once = safe_file_name(offered)

    assert safe_file_name(once) == once
