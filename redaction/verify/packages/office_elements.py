"""The elements that a copy of an office file may have: the checker's own list.

It is not made from the burner's list of what is copied. An element that is added there and not here makes the next
document that has one fail its check, until somebody has looked at what that element can hold.

Source: ECMA-376 part 1; [MS-DOCX]; [MS-ODRAWXML].
"""

from typing import Final

_CHARTS: Final = """
    accent1 accent2 accent3 accent4 accent5 accent6 align alpha alphaMod alphaModFix alphaOff anchor applyToEnd
    applyToFront applyToSides area3DChart areaChart auto autoTitleDeleted avLst axId axPos backWall backward
    bandFmt bandFmts bar3DChart barChart barDir baseTimeUnit bevel bevelB bevelT bg bgClr bgFillStyleLst
    blipFill blue blueMod blueOff blur bodyPr br buAutoNum buChar buClr buClrTx buFont buFontTx buNone buSzPct
    buSzPts buSzTx bubble3D bubbleChart bubbleScale bubbleSize builtInUnit cNvCnPr cNvGraphicFramePr cNvGrpSpPr
    cNvPicPr cNvPr cNvSpPr camera cat catAx chExt chOff chart chartSpace close clrMap comp crossAx crossBetween
    crosses crossesAt cs custDash dLbl dLblPos dLbls dPt dTable date1904 dateAx defPPr defRPr delete
    depthPercent dispBlanksAs dispEq dispRSqr dispUnits dispUnitsLbl dk1 dk2 docPr doughnutChart downBars
    dropLines ds ea effect effectDag effectExtent effectLst effectRef effectStyle effectStyleLst endParaRPr
    errBarType errBars errDir errValType explosion ext extent extraClrSchemeLst fgClr fillOverlay fillRect
    fillRef fillStyleLst fillToRect firstSliceAng fld floor folHlink fontRef formatCode forward gamma gapDepth
    gapWidth
    glow gradFill graphic graphicData graphicFrameLocks gray green greenMod greenOff gridCol grouping grpFill
    grpSp grpSpLocks grpSpPr gs gsLst h hMode hPercent headEnd hiLowLines highlight hlink holeSize hslClr hue
    hueMod hueOff idx inline innerShdw intercept inv invGamma invertIfNegative latin layout layoutTarget lblAlgn
    lblOffset leaderLines legend legendEntry legendPos lightRig lin line3DChart lineChart lineTo ln lnB lnBlToTr
    lnDef lnL lnR lnRef lnSpc lnStyleLst lnT lnTlToBr logBase lstStyle lt1 lt2 lum lumMod lumOff lvl1pPr lvl2pPr
    lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr majorFont majorGridlines majorTickMark majorTimeUnit
    majorUnit manualLayout marker masterClrMapping max min minorFont minorGridlines minorTickMark minorTimeUnit
    minorUnit minus miter noAutofit noEndCap noFill noMultiLvlLbl noSmartTagRefs normAutofit numFmt numLit
    nvPicPr objectDefaults ofPieChart ofPieType off order orientation outerShdw overlap overlay
    overrideClrMapping p pPr path pathLst pattFill period perspective pic picLocks pictureFormat pictureOptions
    pictureStackUnit pie3DChart pieChart plotArea plotVisOnly plus posOffset positionH positionV prstClr
    prstDash prstGeom prstShdw prstTxWarp pt ptCount r rAngAx rPr radarChart radarStyle red redMod redOff
    reflection rich rot rotX rotY round roundedCorners sat satMod satOff scaling scatterChart scatterStyle
    scene3d schemeClr scrgbClr secondPieSize separator ser serAx shade shape showBubbleSize showCatName
    showHorzBorder showKeys showLeaderLines showLegendKey showNegBubbles showOutline showPercent showSerName
    showVal showVertBorder sideWall simplePos size sizeRepresents smooth softEdge solidFill sp3d spAutoFit spDef
    spLocks spPr spcAft spcBef spcPct spcPts splitPos splitType srcRect srgbClr start stockChart strLit stretch
    style surface3DChart surfaceChart sym symbol sysClr t tab tabLst tailEnd
    tbl tblGrid tblPr tc tcPr tcStyle
    tcTxStyle theme themeElements thickness tickLblPos tickLblSkip tickMarkSkip tileRect tint title tr trendline
    trendlineLbl trendlineType tx txBody txPr txbx uFill uFillTx uLn uLnTx upBars upDownBars v val valAx
    varyColors view3D w wMode wgp whole wireframe wpc wrapNone wrapPolygon wrapSquare wrapThrough wrapTight
    wrapTopAndBottom wsp x xMode xVal xfrm y yMode yVal
"""
_LETTERS_AND_SLIDES: Final = """
    abstractNum abstractNumId acc accPr adjustRightInd aln alnScr autoSpaceDE autoSpaceDN b bCs bar barPr baseJc
    basedOn bdr begChr between bgPr bgRef bidi bidiVisual body bodyStyle bookmarkEnd bookmarkStart borderBox
    borderBoxPr bottom box boxPr brk cGp cGpRule cNvCxnSpPr cSld cantSplit caps chr clrMapOvr clrScheme cnfStyle
    col color cols contextualSpacing continuationSeparator count cr ctrlPr cxnSp d dPr dayLong dayShort
    defaultTextStyle deg degHide den diff divId docDefaults docGrid document drawing dstrike e eastAsianLayout
    em emboss end endChr endnote endnotePr endnoteRef endnoteReference endnotes eqArr eqArrPr f fName fPr
    fitText fldSimple fmtScheme fontScheme footnote footnotePr footnoteRef footnoteReference footnotes formProt
    framePr ftr func funcPr graphicFrame gridAfter gridBefore gridSpan groupChr groupChrPr grow hMerge hdr hf
    hideBot hideLeft hideMark hideRight hideTop hyperlink i iCs ilvl imprint ind insideH insideV isLgl jc
    keepLines keepNext kern kinsoku lang lastRenderedPageBreak left lim limLoc limLow limLowPr limUpp limUppPr
    link lit lnNumType locked lvl lvlJc lvlOverride lvlRestart lvlText m mPr maxDist mc mcJc mcPr mcs
    mirrorIndents monthLong monthShort mr multiLevelType nary naryPr next noBreak noBreakHyphen noEndnote
    noProof noWrap nor notes notesMaster notesStyle num numId numPr numRestart numStart numStyleLink numbering
    nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPr nvSpPr oMath oMathPara oMathParaPr objDist opEmu otherStyle
    outline outlineLvl overflowPunct pBdr pPrDefault pStyle pageBreakBefore paperSrc pgBorders pgMar pgNumType
    pgSz ph phant phantPr plcHide pos position ptab qFormat rFonts rPrDefault rSp rSpRule rStyle rad radPr right
    rtl rtlGutter sPre sPrePr sSub sSubPr sSubSup sSubSupPr sSup sSupPr scr sectPr semiHidden sepChr shadow shd
    show shp sld sldLayout sldMaster smallCaps snapToGrid softHyphen sp spTree spacing startOverride strike
    strikeBLTR strikeH strikeTLBR strikeV sty styleLink styles sub subHide suff sup supHide suppressAutoHyphens
    suppressLineNumbers suppressOverlap sz szCs tabs tblBorders tblCellMar tblCellSpacing tblHeader tblInd
    tblLayout tblLook tblOverlap tblPrEx tableStyleId tblStyle tblStyleColBandSize tblStyleLst
    tblStyleRowBandSize tblW tblpPr tcBorders
    tcFitText tcMar tcW textAlignment textDirection textboxTightWrap titlePg titleStyle tl2br top topLinePunct
    tr2bl trHeight trPr transp txStyles txbxContent type u uiPriority unhideWhenUsed vAlign vMerge vertAlign
    vertJc wAfter wBefore widowControl wordWrap yearLong yearShort zeroAsc zeroDesc zeroWid
"""

CHART_ELEMENTS: Final = frozenset(_CHARTS.split())
"""Of charts, and of the drawings in them."""
OFFICE_ELEMENTS: Final = CHART_ELEMENTS | frozenset(_LETTERS_AND_SLIDES.split())
"""Of letters and presentations, their charts and themes."""
