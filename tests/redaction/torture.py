"""Builds one PDF with many hiding places, each with its own planted word, and words that must stay.

Every planted word is made up: "Qzx" and the name of the place. A place is a function that draws on a page of
its own or plants in the document; `PLACES` lists them all.
"""

from collections.abc import Callable
from pathlib import Path

import pikepdf

from tests.redaction import places_document, places_hidden, places_text
from tests.redaction.planting import Torture

PLACES: tuple[Callable[[Torture], None], ...] = (
    places_text.plain,
    places_text.kerned,
    places_text.split_shows,
    places_text.letter_spaced,
    places_text.char_spacing,
    places_text.hyphenated,
    places_text.upper_case,
    places_text.quote_operators,
    places_text.drawn_backwards,
    places_text.rotated_text,
    places_text.false_bold,
    places_text.false_bold_letters,
    places_text.octal_and_hex,
    places_text.two_streams,
    places_text.encoded_differences,
    places_text.composite_font,
    places_text.vertical_font,
    places_text.type_three,
    places_hidden.invisible,
    places_hidden.white_text,
    places_hidden.off_the_page,
    places_hidden.cropped_away,
    places_hidden.clipped_away,
    places_hidden.text_as_clip,
    places_hidden.under_a_rectangle,
    places_hidden.hidden_layer,
    places_hidden.comment_in_content,
    places_hidden.stray_operands,
    places_hidden.hidden_in_number,
    places_hidden.actual_text,
    places_hidden.actual_text_property,
    places_hidden.form,
    places_hidden.nested_form,
    places_hidden.shared_form,
    places_hidden.form_with_page_fonts,
    places_hidden.form_and_page_together,
    places_hidden.cyclic_form,
    places_hidden.undrawn_form,
    places_hidden.soft_mask,
    places_hidden.tiling_pattern,
    places_hidden.resource_name,
    places_document.annotations,
    places_document.form_field,
    places_document.object_keys,
    places_document.image_metadata,
    places_document.flate_twice,
    places_document.document_keys,
)


def build(path: Path) -> Torture:
    """Write the whole document and give what was planted in it."""
    made = Torture()
    for place in PLACES:
        place(made)
    plain = pikepdf.ObjectStreamMode.disable
    made.pdf.save(path, compress_streams=False, object_stream_mode=plain, fix_metadata_version=False)
    return made
