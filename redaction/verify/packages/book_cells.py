"""What the cells of a workbook refer to: its table of texts, and the number codes of its styles."""

import io
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree


def own(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def strings_of(held: bytes | None) -> Iterator[str]:
    """The texts that cells point to, in order."""
    if held is None:
        return
    for _, element in ElementTree.iterparse(io.BytesIO(held)):  # noqa: S314 - a doctype was refused before this
        if own(element) == "si":
            yield "".join(each.text or "" for each in element.iter() if own(each) == "t")
            element.clear()


def codes_of(held: bytes | None) -> Mapping[int, str]:
    """The number code of each style, for those that are the file's own; dates known by number say so here."""
    if held is None:
        return {}
    root = ElementTree.fromstring(held)  # noqa: S314 - as above
    known = {**dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "d/m/y h:m:s")}
    for each in root.iter():
        if own(each) == "numFmt":
            known[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    styles = next((each for each in root.iter() if own(each) == "cellXfs"), ())
    return {place: known.get(int(each.get("numFmtId", "0")), "") for place, each in enumerate(styles)}
