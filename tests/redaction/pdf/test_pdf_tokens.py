"""Content streams are taken apart as viewers do it, and only what was understood is written back."""

import pytest

from redaction.pdf.operands import ContentUnreadable, DictOperand, name_of, number, unescape
from redaction.pdf.operators import write
from redaction.pdf.tokens import parse


@pytest.mark.parametrize(
    ("token", "value"),
    [
        (b"(a\\(b\\)c)", b"a(b)c"),
        (b"(\\101\\7)", b"A\x07"),
        (b"(one\\\ntwo)", b"onetwo"),
        (b"(one\r\ntwo)", b"one\ntwo"),
        (b"<41 42 4>", b"AB@"),
        (b"<4142>", b"AB"),
    ],
)
def test_strings_are_read(token: bytes, value: bytes) -> None:
    assert unescape(token) == value


@pytest.mark.parametrize(
    ("token", "value"),
    [(b"1.5", 1.5), (b"--3", -3.0), (b"+.5", 0.5), (b"-", 0.0), (b"1.2.3", 1.2), (None, 0.0)],
)
def test_numbers_are_read_as_viewers_do(token: object, value: float) -> None:
    assert number(token) == value


def test_names_are_read_with_their_escapes() -> None:
    assert name_of(b"/A#42c") == "/ABc"
    assert name_of(None) == "/"


@pytest.mark.parametrize(
    ("stream", "clean"),
    [
        (b"q % hidden\n1 0 0 1 5 5 cm Q", b"q\n1 0 0 1 5 5 cm\nQ"),
        (b"(hidden) 1 g", b"1 g"),
        (b"(hidden) xx 1 w", b"1 w"),
        (b"/Tag BMC 1 w EMC", b"1 w"),
        (b"1-hidden w", b"1 w"),
        (b"1 2 rg", b""),
        (b"(no number) w", b""),
        (b"/P1 (hidden) scn", b"/P1 scn"),
        (b"[1 2] 0 d", b"[1 2] 0 d"),
        (b"0 d", b""),
        (b"[(A) 5 (B)] TJ", b"[(A) 5 (B)] TJ"),
        (b"[(A) 5 (B) Tj", b"[(A) 5 (B)] Tj"),
        (b"(a(b)c) Tj", b"(a(b)c) Tj"),
        (b"(cut (off", b"<637574202828>"[:0]),
    ],
)
def test_only_known_operators_with_their_own_operands_are_written(stream: bytes, clean: bytes) -> None:
    assert write(parse(stream)) == clean


def test_an_inline_picture_is_one_operator() -> None:
    (op,) = parse(b"BI /W 2 /H 2 /CS [/Indexed /RGB 1 <000000ffffff>] /BPC 8 /DP << /K 1 >> ID abcd EI")

    assert op.name == b"BI"
    assert isinstance(op.args[0], DictOperand)
    assert op.args[1] == b"abcd"
    assert write([op]).endswith(b"ID abcd\nEI")


def test_an_end_mark_inside_a_picture_does_not_end_it() -> None:
    first, last = parse(b"BI /W 4 /H 2 /CS /G /BPC 8 ID ab EI \x80x EI 1 w")

    assert first.args[1] == b"ab EI \x80x"
    assert last.name == b"w"


def test_a_compressed_picture_ends_where_text_follows() -> None:
    first, last = parse(b"BI /W 4 /H 2 /F /Fl ID \x80 EI \x81\x82\x83 EI\nQ")

    assert first.args[1] == b"\x80 EI \x81\x82\x83"
    assert last.name == b"Q"


def test_a_picture_without_an_end_is_refused() -> None:
    with pytest.raises(ContentUnreadable):
        parse(b"BI /W 4 /H 2 /F /Fl ID \x80\x81")


def test_arrays_nested_without_end_are_refused() -> None:
    with pytest.raises(ContentUnreadable):
        parse(b"[" * 100)
