"""The operators that may stand in what we write, and a content stream put together from them.

A closed list: comments, unknown operators and stray operands never come through.

Source: ISO 32000-2, 8.9.7 (inline images), Annex A (operators).
"""

from redaction.pdf.operands import DictOperand, Op, Operand

# Operators that are kept, with the number of operands that each takes.
KEPT = {
    b"b": 0, b"B": 0, b"b*": 0, b"B*": 0, b"BT": 0, b"c": 6, b"cm": 6, b"CS": 1, b"cs": 1, b"d0": 2,
    b"d1": 6, b"Do": 1, b"ET": 0, b"f": 0, b"F": 0, b"f*": 0, b"G": 1, b"g": 1, b"gs": 1, b"h": 0, b"i": 1,
    b"j": 1, b"J": 1, b"K": 4, b"k": 4, b"l": 2, b"m": 2, b"M": 1, b"n": 0, b"q": 0, b"Q": 0, b"re": 4,
    b"RG": 3, b"rg": 3, b"ri": 1, b"s": 0, b"S": 0, b"sh": 1, b"T*": 0, b"Tc": 1, b"Td": 2, b"TD": 2,
    b"TL": 1, b"Tm": 6, b"Tr": 1, b"Ts": 1, b"Tw": 1, b"Tz": 1, b"v": 4, b"w": 1, b"W": 0, b"W*": 0, b"y": 4,
}  # fmt: skip
KEPT_SPECIAL = frozenset({b"sc", b"scn", b"SC", b"SCN", b"d", b"Tf", b"Tj", b"TJ", b"'", b'"', b"BI"})
MARKS = frozenset({b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"BX", b"EX"})
# Marks that are written anew: the role and number of a part, or ornament. No stream can spell these names.
BEGIN_MARK, BEGIN_ORNAMENT, END_MARK = b"\0BDC", b"\0BMC", b"\0EMC"
_FRESH_MARKS = {BEGIN_MARK: b"/%b <</MCID %b>> BDC", BEGIN_ORNAMENT: b"/Artifact BMC", END_MARK: b"EMC"}


def _flat(operand: Operand) -> bytes:
    if isinstance(operand, bytes):
        return operand
    if isinstance(operand, list):
        return b"[" + b" ".join(_flat(part) for part in operand) + b"]"
    return b"<<" + b" ".join(_flat(part) for part in operand.items) + b">>"


# Whatever else stands in an inline picture's dictionary draws nothing, and may say something.
_INLINE_KEYS = frozenset({
    b"/BPC", b"/BitsPerComponent", b"/CS", b"/ColorSpace", b"/D", b"/Decode", b"/DP", b"/DecodeParms", b"/F",
    b"/Filter", b"/H", b"/Height", b"/IM", b"/ImageMask", b"/I", b"/Interpolate", b"/Intent", b"/W", b"/Width",
})  # fmt: skip
_COLOUR = frozenset({b"sc", b"scn", b"SC", b"SCN"})


def _is_plain(operand: Operand) -> bool:
    return isinstance(operand, bytes) and operand[0] not in b"(<"


def _inline_entries(image: DictOperand) -> list[bytes]:
    pairs = zip(image.items[::2], image.items[1::2], strict=False)
    return [
        _flat(key) + b" " + _flat(value)
        for key, value in pairs
        if isinstance(key, bytes)
        and key in _INLINE_KEYS
        and not (isinstance(value, bytes) and value.startswith((b"(", b"<")))
    ]


def _write_special(op: Op) -> bytes:
    name, args = op.name, op.args
    if name in _COLOUR:
        return b" ".join([part for part in args if isinstance(part, bytes) and _is_plain(part)] + [name])
    if name == b"BI" and isinstance(args[0], DictOperand) and isinstance(args[1], bytes):
        return b"BI " + b" ".join(_inline_entries(args[0])) + b"\nID " + args[1] + b"\nEI"
    wanted = {b"d": 2, b"Tf": 2, b'"': 3}.get(name, 1)
    if len(args) < wanted:
        return b""
    return b" ".join([_flat(part) for part in args[-wanted:]] + [name])


def write(ops: list[Op]) -> bytes:
    """Put operators together into a content stream: known operators with their own operands only."""
    lines: list[bytes] = []
    add, kept, join = lines.append, KEPT, b" ".join
    for op in ops:
        wanted = kept.get(op.name)
        if wanted is None:
            if op.name in KEPT_SPECIAL:
                add(_write_special(op))
            elif op.name in _FRESH_MARKS:
                add(_FRESH_MARKS[op.name] % tuple(op.args))
            continue
        if wanted == 0:
            add(op.name)
            continue
        args = op.args if len(op.args) == wanted else op.args[-wanted:]
        if len(args) != wanted:
            continue
        try:
            written = join(args)  # type: ignore[arg-type] # what is none of these raises, below
        except TypeError:
            # An array or a dictionary is no operand of these.
            continue
        if b"(" not in written and b"<" not in written:
            add(written + b" " + op.name)
    return b"\n".join(lines)
