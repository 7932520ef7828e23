"""What a copy of an OpenDocument file may be made of.

An element that is `KEPT` is written anew with the attributes that are allowed. Of one that is `OPENED` only the
content stays: a field becomes the words that it showed, a link loses its target. Any other is not copied, with
all that is in it: what nobody listed here may hold what nobody looked at.
"""

from dataclasses import dataclass
from typing import Final

_KEPT: Final = """
    office:document-content office:document-styles office:automatic-styles office:styles office:master-styles
    office:body office:text office:spreadsheet
    text:h text:p text:span text:s text:tab text:line-break text:list text:list-item text:list-header
    text:note text:note-citation text:note-body text:section text:page-number text:page-count
    text:ruby text:ruby-base text:ruby-text
    text:list-style text:list-level-style-number text:list-level-style-bullet text:outline-style
    text:outline-level-style text:sheet-name
    draw:frame draw:text-box svg:title svg:desc
    table:table table:table-column table:table-columns table:table-header-columns table:table-row
    table:table-rows table:table-header-rows table:table-cell table:covered-table-cell table:shapes
    style:style style:default-style style:text-properties style:paragraph-properties style:table-properties
    style:table-column-properties style:table-row-properties style:table-cell-properties
    style:section-properties style:graphic-properties style:list-level-properties
    style:list-level-label-alignment style:page-layout style:page-layout-properties style:header-style
    style:footer-style style:header-footer-properties style:master-page style:header style:footer
    style:header-left style:footer-left style:header-first style:footer-first
    style:region-left style:region-center style:region-right style:tab-stops style:tab-stop style:columns
    style:column
    number:number-style number:date-style number:time-style number:percentage-style number:currency-style
    number:boolean-style number:text-style number:number number:scientific-number number:fraction number:text
    number:day number:month number:year number:era number:day-of-week number:hours number:minutes number:seconds
    number:am-pm number:currency-symbol number:boolean number:text-content
"""
_OPENED: Final = """
    text:a text:numbered-paragraph text:table-of-content text:illustration-index text:table-index
    text:object-index text:user-index text:alphabetical-index text:bibliography text:index-body text:index-title
    text:meta text:meta-field text:date text:time text:chapter text:file-name text:template-name
    text:variable-set text:variable-get text:variable-input text:user-field-get text:user-field-input
    text:sequence text:expression text:text-input text:creation-time text:creation-date text:description
    text:print-time text:print-date text:printed-by text:title text:subject text:keywords text:initial-creator
    text:creator text:editing-cycles text:editing-duration text:modification-time text:modification-date
    text:user-defined text:database-display text:database-name text:database-row-number text:placeholder
    text:conditional-text text:bookmark-ref text:reference-ref text:note-ref text:sequence-ref
    text:paragraph-count text:word-count text:character-count text:table-count text:image-count
    text:object-count text:page-continuation text:page-variable-get text:measure text:bibliography-mark
    text:dde-connection text:execute-macro text:table-formula text:drop-down
    text:sender-firstname text:sender-lastname text:sender-initials text:sender-title text:sender-position
    text:sender-email text:sender-phone-private text:sender-fax text:sender-company text:sender-phone-work
    text:sender-street text:sender-city text:sender-postal-code text:sender-country
    text:sender-state-or-province text:author-name text:author-initials
    draw:a draw:g table:table-row-group table:table-column-group
"""
_SHAPES: Final = """
    draw:custom-shape draw:rect draw:circle draw:ellipse draw:line draw:polyline draw:polygon draw:regular-polygon
    draw:path draw:connector draw:caption draw:measure
"""
_COUNTED: Final = {
    "office:annotation": "comment",
    "text:tracked-changes": "record of changes",
    "table:tracked-changes": "record of changes",
    "draw:object": "embedded object",
    "draw:object-ole": "embedded object",
    "draw:plugin": "recording or film",
    "draw:floating-frame": "page from outside the file",
    "draw:applet": "program",
    "office:forms": "form",
    "table:data-pilot-tables": "pivot table (its cells stay)",
    "table:content-validations": "rule for cells' content",
    "table:dde-links": "link to another file",
    "text:hidden-text": "hidden passage",
}

KEPT: Final = frozenset(_KEPT.split())
OPENED: Final = frozenset(_OPENED.split())
SHAPES: Final = frozenset(_SHAPES.split())
"""Drawings: those with words in them become text boxes, the others are not copied."""
COUNTED: Final = _COUNTED

_LOOKS: Final = """
    fo:background-color fo:border fo:border-top fo:border-bottom fo:border-left fo:border-right fo:break-after
    fo:break-before fo:color fo:font-size fo:font-style fo:font-variant fo:font-weight fo:keep-together
    fo:keep-with-next fo:letter-spacing fo:line-height fo:margin fo:margin-top fo:margin-bottom fo:margin-left
    fo:margin-right fo:max-height fo:max-width fo:min-height fo:min-width fo:orphans fo:padding fo:padding-top
    fo:padding-bottom fo:padding-left fo:padding-right fo:page-height fo:page-width fo:text-align
    fo:text-align-last fo:text-indent fo:text-transform fo:widows fo:wrap-option fo:column-count fo:column-gap
    fo:start-indent fo:end-indent fo:space-before fo:space-after fo:height fo:width
    svg:x svg:y svg:width svg:height
    style:family style:class style:column-width style:row-height style:min-row-height style:use-optimal-row-height
    style:width style:rel-width style:may-break-between-rows style:text-underline-style
    style:text-underline-type style:text-underline-width style:text-underline-color style:text-line-through-style
    style:text-line-through-type style:text-position style:text-outline style:vertical-align style:vertical-pos
    style:vertical-rel style:horizontal-pos style:horizontal-rel style:wrap style:run-through
    style:number-wrapped-paragraphs style:print-orientation style:page-usage style:num-format
    style:line-spacing style:line-height-at-least style:justify-single-word style:writing-mode style:type
    style:num-prefix style:num-suffix style:leader-style style:leader-text style:default-outline-level
    style:position style:shadow style:rotation-angle style:text-align-source style:repeat-content
    style:cell-protect style:shrink-to-fit style:direction style:dynamic-spacing style:rel-column-width
    style:num-letter-sync style:volatile style:scale-to style:first-page-number
    text:outline-level text:level text:start-value text:bullet-char text:display-levels text:space-before
    text:min-label-width text:min-label-distance text:label-followed-by text:list-tab-stop-position
    text:list-level-position-and-space-mode text:note-class text:select-page text:c text:continue-numbering
    text:anchor-type text:min-line-height
    table:number-columns-repeated table:number-rows-repeated table:number-columns-spanned
    table:number-rows-spanned table:align table:border-model table:end-x table:end-y
    table:number-matrix-columns-spanned table:number-matrix-rows-spanned
    draw:z-index draw:fill draw:fill-color draw:stroke
    number:style number:decimal-places number:min-decimal-places number:min-integer-digits number:grouping
    number:min-exponent-digits number:min-numerator-digits number:min-denominator-digits number:textual
    number:truncate-on-overflow number:automatic-order
    office:value-type office:value office:date-value office:time-value office:boolean-value office:currency
    office:version
"""
LOOKS: Final = frozenset(_LOOKS.split())
"""Attributes that say how something looks, or the figures of a cell. Only such values are copied."""

_POINTERS: Final = """
    style:name style:parent-style-name style:next-style-name style:list-style-name style:data-style-name
    style:master-page-name style:page-layout-name text:style-name text:cond-style-name table:style-name
    table:default-cell-style-name draw:style-name draw:text-style-name
    chart:style-name
"""
POINTERS: Final = frozenset(_POINTERS.split())
"""Attributes that name a style. Styles are called by numbers in a copy: an author may call one by a child's name."""

_USUAL_STYLES: Final = """
    Standard Default Heading Heading_20_1 Heading_20_2 Heading_20_3 Heading_20_4 Heading_20_5 Heading_20_6
    Text_20_body List Caption Index Header Footer Footnote Endnote Title Subtitle Table_20_Contents
    Table_20_Heading Quotations Graphics Frame Footnote_20_Symbol Footnote_20_anchor
"""
USUAL_STYLES: Final = frozenset(_USUAL_STYLES.split())
"""Names that the format's own programs give, by which a reader's program builds its list of headings."""

_OWN_WORDS: Final = """
    text paragraph section ruby table table-column table-row table-cell graphic presentation chart list
    float percentage currency date time boolean string void
    listtab space nothing label-alignment label-width-and-position
    short long bold bolder lighter normal italic oblique small-caps uppercase lowercase capitalize
    none solid dotted dash dashed long-dash dot-dash dot-dot-dash wave double single thin medium thick auto
    start end left center right justify inside outside top middle bottom baseline automatic below from-top
    from-left from-inside page page-content paragraph-content frame-content page-start-margin page-end-margin
    frame-start-margin frame-end-margin paragraph-start-margin paragraph-end-margin frame char as-char line
    wrap no-wrap parallel dynamic run-through biggest transparent always column even-page odd-page avoid
    lr-tb rl-tb tb-rl tb-lr lr rl tb mirrored all collapsing separating margins
    footnote endnote previous current next fix value-type ltr ttb landscape portrait
    formula-hidden hidden-and-protected protected super sub
"""
OWN_WORDS: Final = frozenset(_OWN_WORDS.split())
"""Words that OpenDocument writes in attributes, besides those that all office formats share."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Elements that are written anew, attributes that say how something looks, and the words in them."""

    kept: frozenset[str]
    looks: frozenset[str]
    words: frozenset[str]


DOCUMENT: Final = Vocabulary(KEPT, LOOKS, OWN_WORDS)

ONE_SIGN: Final = frozenset({"text:bullet-char", "style:leader-text"})
"""Attributes that hold a sign."""
AROUND_NUMBERS: Final = frozenset({"style:num-prefix", "style:num-suffix"})
"""Attributes that hold what stands around the number of a list: brackets, full stops, blanks."""
