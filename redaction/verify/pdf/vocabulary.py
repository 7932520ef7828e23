"""Words of the PDF format itself. Whoever redacts "Page" or "Times" must not have every file refused.

They are looked for in text and in strings like any other term, but not in names, keys, character
maps and raw bytes, where the format writes them itself.
"""

from functools import cache
from typing import Final

_FORMAT_WORDS: Final = """
    action actualtext adobe alternate annot annots appearance artifact artbox ascent ascii85decode
    asciihexdecode author avgwidth base baseencoding basefont bbox begin beginbfchar beginbfrange begincmap
    begincidchar begincidrange begincodespacerange bitspercomponent bitspersample black blackis1 bleedbox body
    bold border bounds bytealign calgray calrgb capheight caption caslon catalog ccittfaxdecode cff char charprocs
    charset cidfonttype0 cidfonttype0c cidfonttype2 cidinit cidset cidsysteminfo cidtogidmap class cmap cmapname
    cmaptype codespacerange color colorants colors colorspace colortransform colour columns content contents
    coords count courier creationdate creator cropbox crypt currentdict cyan dctdecode decode decodeparms def
    default defaultcmyk defaultgray defaultrgb defineresource descendantfonts descent descriptor devicecmyk
    devicegray devicen devicergb dict differences div document domain dup encode encoding end endbfchar endbfrange
    endcidchar endcidrange endcmap endcodespacerange endobj endstream exch extend extends extgstate false figure
    filter findresource first firstchar fixed flags flatedecode font fontbbox fontdescriptor fontfamily fontfile
    fontfile2 fontfile3 fontmatrix fontname fontstretch fonttype fontweight footnote form formtype function
    functions functiontype georgia gray group halftone header height helvetica helveticaneue hidden iccbased
    identity image imageb imagec imagei imagemask indd index indexed info intent interpolate isolated italic
    italicangle japan1 jbig2decode jbig2globals jpxdecode key knockout korea1 lang language last lastchar layout
    leading length length1 length2 length3 light line link list lzwdecode macexpertencoding macromanencoding
    magenta mask matrix matte maxwidth mediabox medium metadata missingwidth moddate monotype multiply name names
    next none normal notdef null numbers obj objstm off opentype order ordering page pages painttype paragraph
    parent part pattern patterntype pdf pikepdf predictor prev print procset producer properties quote range rate
    reference registry regular rename resources roman root rotate rows runlengthdecode sans script sect section
    separation serif shading shadingtype shape size smask span standard standardencoding startxref stemh stemv
    stream style subject subtype supplement symbol table text tilingtype time times title tounicode trailer
    transparency trimbox true truetype type type0 type1 type1c type3 ucs unicode usecmap userunit value version
    verdana vertices viewerpreferences white width widths winansiencoding xheight xobject xref xstep ystep yellow
    zapfdingbats arial arialmt calibri cambria candara consolas tahoma bookman palatino garamond minion myriad
    screen overlay darken lighten colordodge colorburn hardlight softlight difference exclusion hue saturation
    luminosity compatible mtextra oblique condensed black semibold extrabold thin demi liberation dejavu noto
    roboto latin latex absolutecolorimetric adobeidentityucs all alpha antialias artifact attached axial
    background bitspercoordinate bitsperflag blackpoint bottom c0 c1 calcmyk cidset colorimetric cns1 footer gamma
    gb1 header left luminosity mcid pagination panose perceptual radial relativecolorimetric renderingintent
    right smaskindata top transfer truetypefont underline verticesperrow watermark whitepoint
    blockquote both colspan column lbody marked markinfo note nums parenttree parenttreenextkey rowspan scope
    structelem structparents structtreeroot tabs tbody tfoot thead toci
"""


@cache
def format_words() -> frozenset[str]:
    """Words that a PDF writes of its own accord, squashed: keys, filters, encodings, fonts, letter names."""
    from pdfminer.glyphlist import glyphname2unicode  # noqa: PLC0415 - four thousand names, for one check

    return frozenset(_FORMAT_WORDS.split()) | {name.lower() for name in glyphname2unicode if len(name) > 1}
