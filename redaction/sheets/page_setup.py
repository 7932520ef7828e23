"""How a sheet lies on paper: its margins, the paper, and how far it is made smaller. Figures alone are taken over.

Source: ECMA-376 part 1, 18.3.1.62 (margins), 18.3.1.63 (page setup), 18.3.1.65 (fit to page).
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

_SIDES: Final = ("left", "right", "top", "bottom", "header", "footer")
_USUAL_INCHES: Final = (0.7, 0.7, 0.75, 0.75, 0.3, 0.3)
_INCHES: Final = re.compile(r"\d{1,2}(\.\d{1,20})?")
_MOST_PAPERS: Final = 118
_SCALES: Final = range(10, 401)
_MOST_PAGES: Final = 999


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Margins in inches, to a hundredth: left, right, top, bottom, and those of header and footer.

    `paper` is a number of the format's own list, 0 where nothing is said; `scale` is in per cent. `fits` are pages
    across and down that the sheet is made to fit on, 0 for as many as there are.
    """

    is_landscape: bool = False
    margins: tuple[float, ...] = ()
    paper: int = 0
    scale: int = 0
    fits: tuple[int, int] | None = None

    @classmethod
    def of(cls, root: etree._Element) -> "PageSetup":
        """What a sheet says of it."""
        margins = root.find("{*}pageMargins")
        setup = root.find("{*}pageSetup")
        fitting = root.find("{*}sheetPr/{*}pageSetUpPr")
        is_fitted = fitting is not None and fitting.get("fitToPage") in {"1", "true"}
        said = etree.Element("none") if setup is None else setup
        scale = _number(said, "scale", 0)
        across, down = (min(_number(said, name, 1), _MOST_PAGES) for name in ("fitToWidth", "fitToHeight"))
        paper = _number(said, "paperSize", 0)
        return cls(
            is_landscape=said.get("orientation") == "landscape",
            margins=() if margins is None else _margins(margins),
            paper=paper if paper <= _MOST_PAPERS else 0,
            scale=scale if scale in _SCALES else 0,
            fits=(across, down) if is_fitted else None,
        )

    def at_the_start(self) -> str:
        """What stands before all else of a sheet."""
        return "" if self.fits is None else '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'

    def after_the_cells(self) -> str:
        """Margins and setup, in the order of the format."""
        sides = "".join(f' {name}="{inches:g}"' for name, inches in zip(_SIDES, self.margins, strict=False))
        said = (f' paperSize="{self.paper}"' if self.paper else "") + (
            f' scale="{self.scale}"' if self.scale else ""
        )
        if self.fits is not None:
            said += f' fitToWidth="{self.fits[0]}" fitToHeight="{self.fits[1]}"'
        if self.is_landscape:
            said += ' orientation="landscape"'
        return (f"<pageMargins{sides}/>" if sides else "") + (f"<pageSetup{said}/>" if said else "")


def _margins(said: etree._Element) -> tuple[float, ...]:
    return tuple(
        round(float(written), 2) if _INCHES.fullmatch(written := (said.get(name) or "")) else usual
        for name, usual in zip(_SIDES, _USUAL_INCHES, strict=True)
    )


def _number(said: etree._Element, name: str, otherwise: int) -> int:
    written = said.get(name) or ""
    return int(written) if written.isdecimal() and len(written) < 6 else otherwise
