# ruff: noqa: E501 - what is planted is read most easily in one row
"""Where a word can stand in the body of a Word document: each place by name, with the XML that says it there.

{S} is the planted word, {H} and {K} its two halves, {X} its letters with spaces, {C} the word that stays.
"""


def p(inner: str, properties: str = "") -> str:
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def field(instruction: str, result: str) -> str:
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f"<w:instrText>{instruction}</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + result
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + "".join(rows) + "</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def form_field(settings: str) -> str:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar>'
    return run(begin) + run("<w:instrText>FORM</w:instrText>") + run('<w:fldChar w:fldCharType="end"/>')


def drawing(uri: str, inner: str, about: str = 'descr=""') -> str:
    return run(
        f'<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="d" {about}/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BY = 'w:id="7" w:author="{S}" w:date="2024-01-01T00:00:00Z"'
_BOX = "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
_SYMBOLS = "".join(f'<w:sym w:font="Wingdings" w:char="F0{ord(letter):02X}"/>' for letter in "Qzxsymbolsry")

SAID: dict[str, str] = {
    "plain text": p(r("We met {S} and {C}.")),
    "split runs": p(r("with {H}") + r("{K}", "<w:rPr><w:b/></w:rPr>") + r(" and {C}")),
    "split by marks of spelling": p(r("{H}") + '<w:proofErr w:type="spellStart"/>' + r("{K} {C}")),
    "letters with spaces": p(r("{X} and {C}")),
    "soft hyphen": p(run("<w:t>{H}</w:t><w:softHyphen/><w:t>{K}</w:t>") + r(" {C}")),
    "hard hyphen": p(run("<w:t>{H}</w:t><w:noBreakHyphen/><w:t>{K}</w:t>") + r(" {C}")),
    "tab inside": p(run("<w:t>{H}</w:t><w:tab/><w:t>{K}</w:t>") + r(" {C}")),
    "line break inside": p(run("<w:t>{H}</w:t><w:br/><w:t>{K}</w:t>") + r(" {C}")),
    "no width": p(r("{H}\u200b{K} {C}")),
    "zero joiner": p(r("{H}\u2060\u200d{K} {C}")),
    "accents": p(r("{H}\u0301{K} {C}")),
    "full width": p(r("".join(chr(ord(letter) + 0xFEE0) for letter in "Qzxfullwidthry") + " {C}")),
    "two paragraphs": p(r("{C} {H}")) + p(r("{K} there")),
    "symbols": p(run(_SYMBOLS) + r(" {C}")),
    "white text": p(r("{S}", '<w:rPr><w:color w:val="FFFFFF"/><w:sz w:val="2"/></w:rPr>') + r(" {C}")),
    "table cell": table(row(p(r("{S} {C}")), p(""))),
    "nested table": table(row(table(row(p(r("{S} {C}")))) + p(""), p(""))),
    "across two cells": table(row(p(r("{C} {H}")), p(r("{K} x")))),
    "inserted": p(f"<w:ins {_BY.replace('{S}', 'A')}>" + r("{S} {C}") + "</w:ins>"),
    "moved to": p(f"<w:moveTo {_BY.replace('{S}', 'A')}>" + r("{S} {C}") + "</w:moveTo>"),
    "result of a field": p(field("AUTHOR", r("{S}")) + r(" {C}")),
    "result of a field in a field": p(
        field("IF " + field("REF x", "y"), field("REF z", r("{S}"))) + r(" {C}")
    ),
    "across a field": p(r("{H}") + field("REF x", r("{K}")) + r(" {C}")),
    "simple field": p('<w:fldSimple w:instr="TITLE">' + r("{S}") + "</w:fldSimple>" + r(" {C}")),
    "words of a link": p('<w:hyperlink r:id="none">' + r("{S}") + "</w:hyperlink>" + r(" {C}")),
    "words of an inner link": p('<w:hyperlink w:anchor="none">' + r("{H}") + "</w:hyperlink>" + r("{K} {C}")),
    "content control": "<w:sdt><w:sdtPr/><w:sdtContent>" + p(r("{S} {C}")) + "</w:sdtContent></w:sdt>",
    "control in a line": p("<w:sdt><w:sdtContent>" + r("{H}") + "</w:sdtContent></w:sdt>" + r("{K} {C}")),
    "smart tag": p("<w:smartTag>" + r("{S}") + "</w:smartTag>" + r(" {C}")),
    "custom element": p("<w:customXml>" + r("{S}") + "</w:customXml>" + r(" {C}")),
    "right to left": p('<w:dir w:val="rtl">' + r("{S}") + "</w:dir>" + r(" {C}")),
    "equation": p("<m:oMath><m:r><m:t>{S}</m:t></m:r></m:oMath>" + r(" {C}")),
    "above a line in a formula": p(
        "<m:oMath><m:f><m:num><m:r><m:t>{S}</m:t></m:r></m:num><m:den><m:r><m:t>x</m:t></m:r></m:den></m:f>"
        "</m:oMath>" + r(" {C}")
    ),
    "formula by itself after another": p(
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><m:oMathPara><m:oMath><m:r><m:t>{S}</m:t></m:r></m:oMath>"
        "</m:oMathPara>" + r(" {C}")
    ),
    "link that was pasted": p(r("see /files/a%20{S}%20b.pdf and {C}")),
    "answer with marks at its lines": p(r("> {H}-")) + p(r("> {K} {C}")),
    "markup that was pasted": p(r("{H}&lt;i&gt;{K}&lt;/i&gt; {C}")),
    "base of a phonetic guide": p(
        run(
            "<w:ruby><w:rubyPr/><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("{S}") + "</w:rubyBase></w:ruby>"
        )
        + r(" {C}")
    ),
    "text box": p(drawing(WPS, _BOX.format(p(r("{S} {C}"))))),
    "text box in two forms": p(
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        + drawing(WPS, _BOX.format(p(r("{S} {C}"))))
        + "</mc:Choice><mc:Fallback>"
        + run(
            "<w:pict><v:shape><v:textbox><w:txbxContent>"
            + p(r("{S} {C}"))
            + "</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
        + "</mc:Fallback></mc:AlternateContent>"
    ),
    "old text box": p(
        run(
            '<w:pict><v:shape style="width:80pt;height:20pt"><v:textbox><w:txbxContent>'
            + p(r("{S} {C}"))
            + "</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    ),
    "words as art": p(run('<w:pict><v:shape><v:textpath string="{S}"/></v:shape></w:pict>') + r(" {C}")),
    "description of a drawing": p(drawing(WPS, _BOX.format(p(r("{C}"))), 'descr="{S}"')),
    "choice in a form": p(
        form_field(
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/><w:listEntry w:val="{S}"/></w:ddList>'
        )
        + r(" {C}")
    ),
}
"""What the copy still says but for the word: it is found there and taken out."""

DROPPED: dict[str, str] = {
    "deleted": p(
        f"<w:del {_BY.replace('{S}', 'A')}><w:r><w:delText>{{S}}</w:delText></w:r></w:del>" + r(" {C}")
    ),
    "moved from": p(f"<w:moveFrom {_BY.replace('{S}', 'A')}>" + r("{S}") + "</w:moveFrom>" + r(" {C}")),
    "who inserted": p(f"<w:ins {_BY}>" + r(" {C}") + "</w:ins>"),
    "who changed the look": p(r("{C}", f"<w:rPr><w:rPrChange {_BY}><w:rPr/></w:rPrChange></w:rPr>")),
    "deleted row": table(
        row(p(r("{C}"))), row(p(r("{S}")), properties='<w:trPr><w:del w:id="3" w:author="A"/></w:trPr>')
    ),
    "hidden": p(r("{S}", "<w:rPr><w:vanish/></w:rPr>") + r(" {C}")),
    "hidden by a style": p(r("{S}", '<w:rPr><w:rStyle w:val="Secret"/></w:rPr>') + r(" {C}")),
    "hidden by what a style is based on": p(r("{S}"), '<w:pPr><w:pStyle w:val="Whisper"/></w:pPr>')
    + p(r("{C}")),
    "instruction of a field": p(field('INCLUDETEXT "C:\\\\{S}.docx"', r("{C}"))),
    "instruction of a simple field": p('<w:fldSimple w:instr="REF {S}">' + r(" {C}") + "</w:fldSimple>"),
    "instruction of a page number": p(field('PAGE \\* MERGEFORMAT "{S}"', r("1")) + r(" {C}")),
    "instruction in a deleted run": p(
        "<w:del><w:r><w:delInstrText>{S}</w:delInstrText></w:r></w:del>" + r(" {C}")
    ),
    "name of a form field": p(
        form_field('<w:name w:val="{S}"/><w:checkBox><w:checked/></w:checkBox>') + r(" {C}")
    ),
    "help of a form field": p(form_field('<w:helpText w:val="{S}"/><w:checkBox/>') + r(" {C}")),
    "unchosen entry of a form": p(
        form_field('<w:ddList><w:listEntry w:val="a"/><w:listEntry w:val="{S}"/></w:ddList>') + r(" {C}")
    ),
    "name of a bookmark": p(
        '<w:bookmarkStart w:id="1" w:name="{S}"/>' + r(" {C}") + '<w:bookmarkEnd w:id="1"/>'
    ),
    "place of a link": p('<w:hyperlink w:anchor="{S}">' + r(" {C}") + "</w:hyperlink>"),
    "hint of a link": p('<w:hyperlink w:anchor="x" w:tooltip="{S}">' + r(" {C}") + "</w:hyperlink>"),
    "title of a control": p(
        '<w:sdt><w:sdtPr><w:alias w:val="{S}"/></w:sdtPr><w:sdtContent>'
        + r(" {C}")
        + "</w:sdtContent></w:sdt>"
    ),
    "tag of a control": p(
        '<w:sdt><w:sdtPr><w:tag w:val="{S}"/></w:sdtPr><w:sdtContent>' + r(" {C}") + "</w:sdtContent></w:sdt>"
    ),
    "binding of a control": p(
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/{S}"/></w:sdtPr><w:sdtContent>'
        + r(" {C}")
        + "</w:sdtContent></w:sdt>"
    ),
    "entry of a control": p(
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{S}" w:value="1"/></w:dropDownList></w:sdtPr>'
        "<w:sdtContent>" + r(" {C}") + "</w:sdtContent></w:sdt>"
    ),
    "element of a smart tag": p('<w:smartTag w:element="{S}">' + r(" {C}") + "</w:smartTag>"),
    "attribute of a custom element": p(
        '<w:customXml w:element="e"><w:customXmlPr><w:attr w:name="a" w:val="{S}"/></w:customXmlPr>'
        + r(" {C}")
        + "</w:customXml>"
    ),
    "phonetic guide": p(
        run(
            "<w:ruby><w:rubyPr/><w:rt>"
            + r("{S}")
            + "</w:rt><w:rubyBase>"
            + r(" {C}")
            + "</w:rubyBase></w:ruby>"
        )
    ),
    "name of a drawing": p(drawing(WPS, _BOX.format(p(r("{C}"))), 'title="{S}"')),
    "style of an old drawing": p(
        run('<w:pict><v:shape style="x:{S}" alt="{S}" href="{S}"/></w:pict>') + r(" {C}")
    ),
    "older form of a drawing": p(
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        + drawing(WPS, _BOX.format(p(r("{C}"))))
        + "</mc:Choice><mc:Fallback>"
        + run(
            "<w:pict><v:shape><v:textbox><w:txbxContent>"
            + p(r("{S}"))
            + "</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
        + "</mc:Fallback></mc:AlternateContent>"
    ),
    "formula of a shape": p(
        drawing(
            WPS,
            '<wps:wsp><wps:cNvSpPr/><wps:spPr><a:custGeom><a:gdLst><a:gd name="{S}" fmla="val 1"/></a:gdLst>'
            "</a:custGeom></wps:spPr><wps:bodyPr/></wps:wsp>",
        )
        + r(" {C}")
    ),
    "extension of a drawing": p(
        drawing(
            WPS,
            '<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:bodyPr/></wps:wsp><a:extLst><a:ext uri="{S}"/></a:extLst>',
        )
        + r(" {C}")
    ),
    "comment of XML": p("<!-- {S} -->" + r(" {C}")),
    "instruction of XML": p("<?note {S}?>" + r(" {C}")),
    "unknown element": p("<w:mystery>{S}</w:mystery>" + r(" {C}")),
    "unknown attribute": p(r("{C}", '<w:rPr><w:b w:why="{S}"/></w:rPr>')),
    "unknown namespace": p('<x:a xmlns:x="urn:{S}">{S}</x:a>' + r(" {C}")),
    "value of a look": p(r("{C}", '<w:rPr><w:highlight w:val="{S}"/></w:rPr>')),
    "name of a font": p(r("{C}", '<w:rPr><w:rFonts w:ascii="{S} Sans"/></w:rPr>')),
    "language": p(r("{C}", '<w:rPr><w:lang w:val="{S}"/></w:rPr>')),
    "name of a style used": p(r("{C}"), '<w:pPr><w:pStyle w:val="{S}"/></w:pPr>'),
    "text between elements": p("{S}" + r(" {C}")),
    "editor allowed": p('<w:permStart w:id="1" w:ed="{S}"/>' + r(" {C}") + '<w:permEnd w:id="1"/>'),
    "caption of a table": '<w:tbl><w:tblPr><w:tblCaption w:val="{S}"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>'
    + row(p(r("{C}")))
    + "</w:tbl>",
    "mark of a revision": '<w:p w:rsidR="{S}">' + r(" {C}") + "</w:p>",
    "inner document": p('<w:subDoc r:id="{S}"/>' + r(" {C}")),
}
"""What no reader sees, and so is not copied at all."""
