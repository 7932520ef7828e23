"""The document that torture tests build: plants made-up words, and words that must stay."""

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream


@dataclass
class Torture:
    """The document under construction: plant words with `secret`, keep words with `control`."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.Pdf.new)
    secrets: dict[str, str] = field(default_factory=dict)
    controls: list[str] = field(default_factory=list)
    font: pikepdf.Object | None = None

    def secret(self, place: str) -> str:
        """Give the word planted in a place: letters only, nowhere else in the file."""
        word = "Qzx" + "".join(letter for letter in place if letter.isalpha()).lower()
        self.secrets[place] = word
        return word

    def control(self) -> str:
        """Give a word that must stay on the current page."""
        word = f"Stays{_letters(len(self.controls))}"
        self.controls.append(word)
        return word

    def helvetica(self) -> pikepdf.Object:
        if self.font is None:
            self.font = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
                )
            )
        return self.font

    def page(
        self,
        content: str | bytes,
        *,
        more: dict[str, pikepdf.Object] | None = None,
        **resources: pikepdf.Object,
    ) -> pikepdf.Object:
        """Add a page with /F1 and `more` fonts; a control word stands at the bottom."""
        body = content.encode("latin-1") if isinstance(content, str) else content
        body += f"\nq BT /F1 12 Tf 1 0 0 1 72 72 Tm ({self.control()}) Tj ET Q".encode()
        fonts = Dictionary(F1=self.helvetica())
        for name, font in (more or {}).items():
            fonts[f"/{name}"] = font
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 612, 792]),
            Contents=self.pdf.make_indirect(Stream(self.pdf, body)),
            Resources=Dictionary(Font=fonts),
        )
        for category, held in resources.items():
            made.Resources[f"/{category}"] = held
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(made)))
        return self.pdf.pages[-1].obj

    def stream(self, content: bytes, **keys: object) -> pikepdf.Object:
        made = Stream(self.pdf, content)
        for key, value in keys.items():
            made[f"/{key}"] = value
        return self.pdf.make_indirect(made)

    def form(self, content: bytes, **keys: object) -> pikepdf.Object:
        keys.setdefault("Resources", Dictionary(Font=Dictionary(F1=self.helvetica())))
        return self.stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]), **keys
        )


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:02d}")


def show(text: str, *, x: int = 72, y: int = 700, size: int = 12) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"
