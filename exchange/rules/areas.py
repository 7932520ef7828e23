"""Areas of a page from which everything goes: what may be asked for.

Words are found by a program; a signature, a face, a stamp or handwriting is found by a person who looks at the
page. Source: issue "Redaction that leaks nothing", 4 and 7; screens.md, the review screen.
"""

from collections.abc import Sequence

from exchange.rules.errors import InputRefused
from exchange.rules.redactions import Choice, check_decision

#: In points; a side of PDF's largest page. What reaches past a page is cut off at its edge.
LONGEST_SIDE = 14_400.0
#: Left, top, right and bottom of an area that has all of any page in it.
WHOLE_PAGE = (0.0, 0.0, LONGEST_SIDE, LONGEST_SIDE)
#: So many on all pages of one document: by hand nobody draws more.
MOST_AREAS = 2_000
#: In points, about half a millimetre: less is a slip of the hand.
SMALLEST_SIDE = 1.5


def check_area(page_number: int, edges: Sequence[float], ground: str, *, pages: int, areas: int) -> None:
    """Refuse an area that cannot be, or that has no reason.

    Args:
        page_number: from 1.
        edges: left, top, right and bottom in points of the page as shown, from its top left corner.
        pages: how many the document has.
        areas: how many there are already.

    Raises:
        InputRefused: naming the box that is wrong.
    """
    check_decision(Choice.REDACT, ground)
    if not 1 <= page_number <= pages:
        raise InputRefused("page", f"Enter a page from 1 to {pages}")
    left, top, right, bottom = edges
    if not all(0 <= edge <= LONGEST_SIDE for edge in edges):
        raise InputRefused("left", "Enter where the area lies on the page")
    if right - left < SMALLEST_SIDE:
        raise InputRefused("width", "Enter how wide the area is")
    if bottom - top < SMALLEST_SIDE:
        raise InputRefused("height", "Enter how high the area is")
    if areas >= MOST_AREAS:
        raise InputRefused("page", f"A document may have {MOST_AREAS} areas. Redact whole pages instead")
