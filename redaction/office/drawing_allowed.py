"""The elements of drawings and charts that a copy may hold. What is not named here is not copied.

Not named on purpose: names and titles of shapes, links, actions, sounds, films, programs, formulas, links to
workbooks, lists of extensions. Descriptions (alternative texts) are named: they are read out, so they are
shown to the reviewer and redacted like any text.

Source: ECMA-376 part 1, 20 (DrawingML) and 21.2 (Charts); [MS-ODRAWXML].
"""

from typing import Final

from redaction.office.allowing import Allowed

_COLOUR_CHANGES: Final = """
    tint shade alpha alphaOff alphaMod hue hueOff hueMod sat satOff satMod lum lumOff lumMod red redOff redMod
    green greenOff greenMod blue blueOff blueMod
"""
_PLAIN: Final = """
    graphic comp inv gray gamma invGamma ln noFill solidFill gradFill blipFill pattFill grpFill gsLst
    fgClr bgClr stretch effectLst effectDag fillOverlay scene3d sp3d bevelT bevelB round bevel avLst prstTxWarp
    pathLst close noAutofit spAutoFit buClrTx buSzTx buFontTx buNone buClr lnSpc spcBef spcAft tabLst tcTxStyle
    tblGrid tbl txBody tc tcStyle clrMap lstStyle defPPr lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr
    lvl8pPr lvl9pPr p t highlight latin ea cs sym uFillTx uLnTx uLn uFill custDash noSmartTagRefs effect
    extraClrSchemeLst objectDefaults themeElements fillStyleLst lnStyleLst effectStyleLst effectStyle bgFillStyleLst
    lnDef spDef
    dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink majorFont minorFont
    overrideClrMapping masterClrMapping theme r br fld spLocks picLocks cNvGraphicFramePr graphicFrameLocks
"""

DRAWING: Final = Allowed.together(
    [
        Allowed(
            "a",
            {
                "": _PLAIN,
                "val": _COLOUR_CHANGES + " schemeClr srgbClr prstClr headEnd miter",
                "val lastClr": "sysClr",
                "r g b": "scrgbClr",
                "hue sat lum": "hslClr",
                "uri": "graphicData",
                "x y": "off chOff pt",
                "cx cy": "ext chExt",
                "rot flipH flipV": "xfrm",
                "l t r b": "fillRect srcRect fillToRect tileRect",
                "w cap cmpd algn": "ln lnL lnR lnT lnB lnTlToBr lnBlToTr uLn",
                "val lim": "prstDash miter",
                "d sp": "ds",
                "type w len": "headEnd tailEnd",
                "pos": "gs tab",
                "algn": "tab",
                "ang scaled": "lin",
                "path": "path",
                "w h fill stroke extrusionOk path": "path",
                "flip rotWithShape": "gradFill",
                "rotWithShape dpi": "blipFill",
                "prst": "pattFill prstGeom prstTxWarp bevelT bevelB",
                "w h prst": "bevelT bevelB",
                "rad": "glow softEdge blur",
                "blurRad dist dir algn rotWithShape sx sy kx ky": "outerShdw innerShdw",
                "blurRad stA stPos endA endPos dist dir fadeDir sx sy algn rotWithShape": "reflection",
                "prst dist dir": "prstShdw",
                "amt": "alphaModFix",
                "prst fov zoom": "camera",
                "rig dir": "lightRig",
                "lat lon rev": "rot",
                "z extrusionH contourW prstMaterial": "sp3d",
                "rot vert wrap lIns tIns rIns bIns numCol spcCol rtlCol anchor anchorCtr upright vertOverflow "
                "horzOverflow spcFirstLastPara compatLnSpc fromWordArt forceAA": "bodyPr",
                "fontScale lnSpcReduction": "normAutofit",
                "marL marR lvl indent algn defTabSz rtl eaLnBrk fontAlgn latinLnBrk hangingPunct": "pPr lvl1pPr "
                "lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr defPPr",
                "val ": "spcPct spcPts buSzPct buSzPts",
                "char": "buChar",
                "type startAt": "buAutoNum",
                "typeface pitchFamily charset": "latin ea cs sym buFont",
                "lang sz b i u strike cap spc baseline kern normalizeH noProof": "rPr defRPr endParaRPr",
                "type": "fld",
                "firstRow firstCol lastRow lastCol bandRow bandCol rtl": "tblPr",
                "w": "gridCol",
                "h": "tr",
                "rowSpan gridSpan hMerge vMerge": "tc",
                "marL marR marT marB anchor anchorCtr vert horzOverflow": "tcPr",
                "idx": "lnRef fillRef effectRef fontRef",
                "bg1 tx1 bg2 tx2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink": "clrMap "
                "overrideClrMapping",
                "noGrp noRot noChangeAspect noMove noResize noSelect noTextEdit noAdjustHandles "
                "noDrilldown noChangeShapeType noChangeArrowheads": "spLocks picLocks graphicFrameLocks grpSpLocks",
            },
        ),
        Allowed("pic", {"": "pic nvPicPr cNvPicPr spPr blipFill", "id name descr": "cNvPr"}),
        Allowed(
            "wps",
            {
                "": "wsp cNvSpPr cNvCnPr spPr style txbx",
                "id name descr": "cNvPr",
                "rot vert wrap lIns tIns rIns bIns numCol spcCol rtlCol anchor anchorCtr upright vertOverflow "
                "horzOverflow spcFirstLastPara compatLnSpc fromWordArt forceAA": "bodyPr",
            },
        ),
        Allowed("wpg", {"": "wgp grpSp cNvGrpSpPr grpSpPr", "id name descr": "cNvPr"}),
        Allowed("wpc", {"": "wpc bg whole"}),
        Allowed(
            "wp",
            {
                "distT distB distL distR": "inline",
                "distT distB distL distR simplePos relativeHeight behindDoc locked layoutInCell "
                "allowOverlap": "anchor",
                "x y": "simplePos start lineTo",
                "cx cy": "extent",
                "l t r b": "effectExtent",
                "id name descr": "docPr",
                "": "cNvGraphicFramePr align posOffset wrapNone wrapTopAndBottom",
                "relativeFrom": "positionH positionV",
                "wrapText distT distB distL distR": "wrapSquare wrapTight wrapThrough",
                "edited": "wrapPolygon",
            },
        ),
    ]
)

_CHART_VALUES: Final = """
    date1904 roundedCorners autoTitleDeleted plotVisOnly dispBlanksAs rotX hPercent rotY depthPercent rAngAx
    perspective thickness barDir grouping varyColors idx order invertIfNegative explosion marker symbol size smooth
    gapWidth overlap shape gapDepth firstSliceAng holeSize radarStyle scatterStyle bubbleScale bubble3D
    showNegBubbles sizeRepresents ofPieType splitType splitPos secondPieSize wireframe axId delete axPos
    majorTickMark minorTickMark tickLblPos crossAx crosses crossesAt crossBetween majorUnit minorUnit baseTimeUnit
    majorTimeUnit minorTimeUnit auto lblAlgn lblOffset noMultiLvlLbl tickLblSkip tickMarkSkip logBase orientation
    max min legendPos overlay dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize
    showLeaderLines layoutTarget xMode yMode wMode hMode x y w h ptCount applyToFront applyToSides applyToEnd
    pictureFormat pictureStackUnit errDir errBarType errValType noEndCap val trendlineType order period forward
    backward intercept dispRSqr dispEq showHorzBorder showVertBorder showOutline showKeys builtInUnit
"""
_CHART_PLAIN: Final = """
    chartSpace chart title tx rich layout manualLayout view3D floor sideWall backWall plotArea barChart bar3DChart
    lineChart line3DChart pieChart pie3DChart areaChart area3DChart doughnutChart radarChart scatterChart bubbleChart
    ofPieChart stockChart surfaceChart surface3DChart ser cat val xVal yVal bubbleSize spPr txPr dPt dLbls dLbl
    legend legendEntry catAx valAx dateAx serAx scaling majorGridlines minorGridlines numLit strLit marker v
    separator hiLowLines dropLines upDownBars upBars downBars leaderLines errBars plus minus trendline trendlineLbl
    dTable bandFmts bandFmt pictureOptions dispUnits dispUnitsLbl formatCode
"""

CHART: Final = Allowed.together(
    [
        Allowed(
            "c", {"": _CHART_PLAIN, "val": _CHART_VALUES, "idx": "pt", "formatCode sourceLinked": "numFmt"}
        ),
        DRAWING,
    ]
)

THEME: Final = Allowed.together([Allowed("a", {"name": "theme clrScheme fontScheme fmtScheme"}), DRAWING])
