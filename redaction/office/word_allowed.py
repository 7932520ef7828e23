"""The elements of Word that a copy may hold. What is not named here is not copied.

Not named on purpose: revision ids, names of bookmarks and of controls, comments, fields' instructions, data
bindings, mail merge, hidden text, programs, and every list of properties that is not about how things look.

Source: ECMA-376 part 1, 17 (WordprocessingML) and 22.1 (Math).
"""

from typing import Final

from redaction.office.allowing import Allowed

_FLAGS: Final = """
    b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid rtl cs oMath
    keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap
    overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing mirrorIndents
    suppressOverlap bidiVisual cantSplit tblHeader noWrap tcFitText hideMark formProt noEndnote titlePg rtlGutter
    isLgl qFormat semiHidden unhideWhenUsed locked
"""
_VALUES: Final = """
    jc color sz szCs kern w position spacing highlight u vertAlign em effect textAlignment textDirection
    outlineLvl ilvl numId abstractNumId start numFmt suff lvlJc lvlRestart multiLevelType startOverride
    textboxTightWrap gridSpan hMerge vMerge vAlign gridBefore gridAfter type tblOverlap tblStyleRowBandSize
    tblStyleColBandSize tblLayout tblLook divId textAlignment pos numStart numRestart uiPriority rPrDefault
"""
_EDGES: Final = "top left start bottom right end insideH insideV between bar tl2br tr2bl bdr"
_PLAIN: Final = """
    document body p pPr r rPr tbl tblPr tblGrid tr trPr tc tcPr tblPrEx tblBorders tcBorders tblCellMar tcMar
    pBdr pgBorders numPr sectPr cols footnotePr endnotePr hdr ftr footnotes endnotes
    footnoteRef endnoteRef separator continuationSeparator tab tabs cr noBreakHyphen softHyphen
    lastRenderedPageBreak numbering styles docDefaults rPrDefault pPrDefault txbxContent drawing
    dayShort monthShort yearShort dayLong monthLong yearLong
"""
_MATH: Final = """
    oMath oMathPara oMathParaPr acc accPr bar barPr box boxPr borderBox borderBoxPr d dPr e eqArr eqArrPr f fPr
    func funcPr fName groupChr groupChrPr limLow limLowPr limUpp limUppPr lim m mPr mcs mc mcPr mr nary naryPr num
    den phant phantPr rad radPr deg sPre sPrePr sSub sSubPr sSubSup sSubSupPr sSup sSupPr sub sup ctrlPr r rPr t
"""
_MATH_VALUES: Final = """
    jc chr pos type begChr endChr sepChr shp grow limLoc subHide supHide degHide vertJc baseJc count mcJc
    lit nor scr sty brk aln plcHide show zeroAsc zeroDesc zeroWid transp opEmu noBreak diff hideTop hideBot
    hideLeft hideRight strikeBLTR strikeTLBR strikeH strikeV alnScr objDist maxDist rSpRule rSp cGpRule cGp
"""

WORD: Final = Allowed.together(
    [
        Allowed(
            "w",
            {
                "val": _FLAGS
                + _VALUES
                + " pStyle rStyle tblStyle basedOn next link numStyleLink styleLink lvlText",
                "val themeColor themeTint themeShade": "color",
                "val sz space color themeColor themeTint themeShade shadow frame": _EDGES,
                "val color themeColor": "u",
                "val fill color themeFill themeFillTint themeFillShade themeColor": "shd",
                "w type": "tblW tblInd tblCellSpacing tcW wBefore wAfter gridCol top left start bottom right end",
                "before after line lineRule beforeLines afterLines beforeAutospacing afterAutospacing": "spacing",
                "left right start end firstLine hanging leftChars rightChars firstLineChars hangingChars": "ind",
                "val hRule": "trHeight",
                "val firstRow lastRow firstColumn lastColumn noHBand noVBand": "tblLook cnfStyle",
                "val pos leader": "tab",
                "type": "tblLayout",
                "type clear": "br",
                "alignment relativeTo leader": "ptab",
                "": _PLAIN + " t",
                "ascii hAnsi cs eastAsia asciiTheme hAnsiTheme cstheme eastAsiaTheme hint": "rFonts",
                "val bidi eastAsia": "lang",
                "font char": "sym",
                "id customMarkFollows": "footnoteReference endnoteReference",
                "id type": "footnote endnote",
                "w h orient code": "pgSz",
                "top bottom left right header footer gutter": "pgMar",
                "num space equalWidth sep": "cols",
                "w space": "col",
                "fmt start chapStyle chapSep": "pgNumType",
                "countBy start distance restart": "lnNumType",
                "type linePitch charSpace": "docGrid",
                "display offsetFrom zOrder": "pgBorders",
                "first other": "paperSrc",
                "w h hRule hSpace vSpace wrap hAnchor vAnchor x xAlign y yAlign dropCap lines": "framePr",
                "leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor tblpX tblpY "
                "tblpXSpec tblpYSpec": "tblpPr",
                "val id combine vert vertCompress": "fitText eastAsianLayout",
                "abstractNumId": "abstractNum",
                "numId": "num",
                "ilvl": "lvl lvlOverride",
                "instr": "fldSimple",
                "anchor history": "hyperlink",
                "id name": "bookmarkStart",
                "id": "bookmarkEnd",
            },
        ),
        Allowed("m", {"": _MATH, "val": _MATH_VALUES}),
    ]
)
