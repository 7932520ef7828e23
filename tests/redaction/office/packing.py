"""Packs the parts of an office document by hand, so that tests can hide words where no program would."""

import io
import zipfile
from dataclasses import dataclass, field

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def word_for(place: str) -> str:
    """The word planted in a place: letters only, at least eight, nowhere else in the file."""
    return "Qzx" + "".join(letter for letter in place.lower() if letter.isalpha()) + "ry"


def control_for(place: str) -> str:
    """The word beside it that has to stay."""
    return "Stays" + "".join(letter for letter in place.lower() if letter.isalpha())


@dataclass
class Packing:
    """Parts, their types and their arrows. `relate` gives the id of an arrow."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    arrows: dict[str, list[str]] = field(default_factory=dict)
    comment: bytes = b""

    def add(self, name: str, held: bytes | str, content_type: str = "") -> None:
        self.parts[name] = held.encode() if isinstance(held, str) else held
        if content_type:
            self.types[name] = content_type

    def relate(self, source: str, kind: str, target: str, *, outside: bool = False) -> str:
        arrows = self.arrows.setdefault(source, [])
        number = f"rId{len(arrows) + 1}"
        full = kind if "://" in kind else f"{REL}/{kind}"
        mode = ' TargetMode="External"' if outside else ""
        arrows.append(f'<Relationship Id="{number}" Type="{full}" Target="{target}"{mode}/>')
        return number

    def packed(self) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", self._types())
            for source, arrows in self.arrows.items():
                folder, _, name = source.rpartition("/")
                path = f"{folder}/_rels/{name}.rels".lstrip("/")
                package.writestr(
                    path, f'{XML}<Relationships xmlns="{PACKAGE_REL}">{"".join(arrows)}</Relationships>'
                )
            for name, part in self.parts.items():
                package.writestr(name, part)
            package.comment = self.comment
        return held.getvalue()

    def _types(self) -> str:
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        defaults |= {
            "png": "image/png",
            "jpeg": "image/jpeg",
            "emf": "image/x-emf",
            "bin": "application/x-bin",
        }
        written = "".join(
            f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()
        )
        written += "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items()
        )
        return f'{XML}<Types xmlns="{TYPES}">{written}</Types>'
