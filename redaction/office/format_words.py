"""Words that office formats write of their own accord, and the names of usual fonts.

Whoever redacts "Center" or "Rose" must not lose the layout of every document: these words in attributes say how
something looks. Fonts that are not named here become the document's own: a font's name can be a person's.

Source: the simple types of ECMA-376 part 1 (ST_Jc, ST_Border, ST_SchemeColorVal, ST_ShapeType and others).
"""

from typing import Final

_WORDS: Final = """
    3dDkShadow 3dLight accent1 accent2 accent3 accent4 accent5 accent6 accentBorderCallout1 accentBorderCallout2
    accentBorderCallout3 accentCallout1 accentCallout2 accentCallout3 actionButtonBlank activeBorder
    activeCaption aiueo aliceBlue all allPages alphaLcParenBoth alphaLcParenR alphaLcPeriod alphaUcParenBoth
    alphaUcParenR alphaUcPeriod angle antiqueWhite any appWorkspace aqua aquamarine arabicAbjad arabicAlpha
    arabicParenBoth arabicParenR arabicPeriod arabicPlain arc area around arrow artDeco ascii atLeast auto
    autofit autoZero azure b background background1 background2 bahtText balanced band1Horz band1Vert band2Horz
    band2Vert bar base baseline bbPlcHdr behind beige beneathText bentArrow bentConnector2 bentConnector3
    bentConnector4 bentConnector5 bentUpArrow bestFit between bevel bg1 bg2 bi billions bisque bl black blank
    block blockArc blue body borderCallout1 borderCallout2 borderCallout3 both bothSides bottom bottomMargin box
    br bracePair bracketPair brightRoom brown btLr btnFace btnHighlight btnShadow btnText bullet buttonFace
    buttonText callout1 callout2 callout3 can captionText cardinalText center centeredGroup centerGroup char
    character chart chartPlus chartreuse chartStar chartX chevron chicago chilly chineseCounting chocolate chord
    chosung circle circularArrow clear clip clipArt cloud cloudCallout clustered col column cone coneToMax
    continuationNotice continuationSeparator continue continuous contrasting convex coolSlant coral corner
    cornerTabs cornflowerBlue cornsilk cover crimson cross cs ctr ctrTitle cube curvedConnector2
    curvedConnector3 curvedConnector4 curvedConnector5 curvedDownArrow curvedLeftArrow curvedRightArrow
    curvedUpArrow cust custom cyan cylinder dark1 dark2 darkBlue darkCyan darkGray darkGreen darkMagenta darkRed
    darkYellow dash dashDotHeavy dashDotStroked dashed dashedHeavy dashLong dashLongHeavy dashSmallGap datetime1
    datetime10 datetime11 datetime12 datetime13 datetime2 datetime3 datetime4 datetime5 datetime6 datetime7
    datetime8 datetime9 datetimeFigureOut days dbColumn dbl dblStrike decagon decimal decimalEnclosedCircle
    decimalEnclosedFullstop decimalEnclosedParen decimalFullWidth decimalFullWidth2 decimalHalfWidth decimalZero
    default dgm diagBrick diagCross diagStripe diamond dist distribute divot dk1 dk2 dkDnDiag dkEdge dkHorz
    dkUpDiag dkVert dLbls docEnd dodecagon dollarText donut dot dotDash dotDotDash dotDotDashHeavy dotGrid
    dotted dottedHeavy double doubleStruck doubleWave downArrow downArrowCallout drop dropCap dt dxa eachPage
    eachSect eastAsia eaVert edge ellipse ellipseRibbon ellipseRibbon2 ellipsis end even evenPage exact exp
    false first firstCol firstColumn firstPage firstRow fixed fixedVal flat flatTx flood
    flowChartAlternateProcess flowChartCollate flowChartConnector flowChartDecision flowChartDelay
    flowChartDisplay flowChartDocument flowChartExtract flowChartInputOutput flowChartInternalStorage
    flowChartMagneticDisk flowChartMagneticDrum flowChartMagneticTape flowChartManualInput
    flowChartManualOperation flowChartMerge flowChartMultidocument flowChartOffpageConnector
    flowChartOnlineStorage flowChartOr flowChartPredefinedProcess flowChartPreparation flowChartProcess
    flowChartPunchedCard flowChartPunchedTape flowChartSort flowChartSummingJunction flowChartTerminator
    foldedCorner folHlink followedHyperlink fraktur frame freezing fromWordArt ftr fuchsia full funnel gainsboro
    ganada gap gear6 gear9 general glow gold goldenrod gray grayText green greenYellow grey half halfFrame hAnsi
    hardEdge harsh hdr headEnd heart heavy heavyDash hebrew1 hebrew2 heptagon hex hexagon hidden high
    highKashida highlight highlightText hint hlink homePlate honeydew horizontalScroll horz horzBrick horzCross
    horzStripe hotPink hundredMillions hundreds hundredThousands hybridMultilevel hyperlink hyphen i
    ideographDigital in inactiveBorder inactiveCaption indigo inEnd infoBk infoText inFront inline inner inset
    inside insideH insideV iroha irregularSeal1 irregularSeal2 isometricLeftDown isometricRightUp isometricTopUp
    ivory japaneseCounting just justify khaki koreanDigital l landscape largest lastCol lastColumn lastRow
    lavender left leftArrow leftArrowCallout leftBrace leftBracket leftRightArrow leftRightArrowCallout
    leftRightRibbon leftRightUpArrow leftUpArrow legacyFlat1 legacyFlat2 legacyFlat3 legacyFlat4 legacyMatte
    legacyMetal legacyNormal1 legacyNormal2 legacyNormal3 legacyNormal4 legacyPlastic legacyWireframe lg lgCheck
    lgDash lgDashDot lgDashDotDot lgGrid light1 light2 lightGray lightningBolt lime lin line linear lineInv
    lineMarker linen lines linesAndChars log low lowerLetter lowerRoman lowKashida lrTb lrTbV lt1 lt2 ltDnDiag
    ltHorz ltr ltUpDiag ltVert magenta major majorAscii majorBidi majorEastAsia majorHAnsi margin marker maroon
    mathDivide mathEqual mathMinus mathMultiply mathNotEqual mathPlus matte med media mediumKashida menu
    menuText metal midCat middle middleDot millions minMax minor minorAscii minorBidi minorEastAsia minorHAnsi
    minus miter mongolianVert monospace months moon morning movingAvg multilevel narHorz narVert navy nearest
    neCell never newPage newSection nextColumn nextPage nextTo nil noBar none nonIsoscelesTrapezoid norm normal
    noSmoking noStrike notBeside notchedRightArrow notFirstPage nothing num numberInDash numbering nwCell obj
    obliqueBottom obliqueBottomLeft obliqueBottomRight obliqueLeft obliqueRight obliqueTop obliqueTopLeft
    obliqueTopRight octagon odd oddPage off olive on one openDmnd orange orchid ordinal ordinalText
    orthographicFront out outEnd outer outset outside oval overflow overlay p page pageBottom paragraph
    parallelogram pct pct10 pct12 pct15 pct25 pct30 pct35 pct37 pct40 pct5 pct50 pct55 pct60 pct62 pct65 pct70
    pct75 pct80 pct85 pct87 pct90 pct95 pentagon percentage percentStacked perspectiveAbove perspectiveBelow
    perspectiveFront perspectiveLeft perspectiveRelaxed perspectiveRight peru phClr pic picture pie pieWedge
    pink plaid plaque plaqueTabs plastic plum plus poly portrait pos powder power preserve primary purple
    pyramid pyramidToMax quadArrow quadArrowCallout quarter r rect red relaxedInset restart reverseDiagStripe
    ribbon ribbon2 riblet right rightArrow rightArrowCallout rightBrace rightBracket rnd roman romanLcParenBoth
    romanLcParenR romanLcPeriod romanUcParenBoth romanUcParenR romanUcPeriod rose round round1Rect
    round2DiagRect round2SameRect roundRect rtl rtTriangle russianLower russianUpper salmon sansSerif script
    scrollBar seCell secondary sectEnd separator shingle sienna silver single singleLevel skw skyBlue sldImg
    sldNum slidenum slope sm small smCheck smGrid smileyFace smooth smoothMarker snapToChars sng sngStrike
    snip1Rect snip2DiagRect snip2SameRect snipRoundRect snow soft softEdge softRound solid solidDmnd space span
    spAutoFit sphere sq square squareTabs stack stacked stackScale standard star star10 star12 star16 star24
    star32 star4 star5 star6 star7 star8 start stdDev stdErr stealth steelBlue straightConnector1 stretch
    stripedRightArrow sty subscript subSup subTitle sun sunrise sunset superscript suppressed swCell swooshArrow
    sysDash sysDashDot sysDashDotDot sysDot t table tailEnd taiwaneseCounting tan tb tbl tbLrV tbRl tbRlV teal
    teardrop tenMillions tenThousands text text1 text2 textArchDown textArchDownPour textArchUp textArchUpPour
    textBox textButton textButtonPour textCanDown textCanUp textCascadeDown textCascadeUp textChevron
    textChevronInverted textCircle textCirclePour textCurveDown textCurveUp textDeflate textDeflateBottom
    textDeflateInflate textDeflateInflateDeflate textDeflateTop textDoubleWave1 textFadeDown textFadeLeft
    textFadeRight textFadeUp textInflate textInflateBottom textInflateTop textNoShape textPlain textRingInside
    textRingOutside textSlantDown textSlantUp textStop textTriangle textTriangleInverted textWave1 textWave2
    textWave4 textWrapping thaiLetters thick thickThin thickThinLargeGap thickThinMediumGap thickThinSmallGap
    thin thinDiagCross thinDiagStripe thinHorzCross thinHorzStripe thinReverseDiagStripe thinThick
    thinThickLargeGap thinThickMediumGap thinThickSmallGap thinThickThinLargeGap thinThickThinMediumGap
    thinThickThinSmallGap thinVertStripe thistle thousands threeDEmboss threeDEngrave threePt title tl tomato
    top topMargin tr translucentPowder trapezoid trellis tri triangle trillions triple true turquoise two twoPt
    tx1 tx2 underscore undOvr upArrow upArrowCallout upDownArrow upDownArrowCallout upperLetter upperRoman
    uturnArrow vert vert270 verticalScroll vertStripe vietnameseCounting violet wAngAx warmMatte wave wavyDouble
    wavyHeavy wdDnDiag wdUpDiag weave wedgeEllipseCallout wedgeRectCallout wedgeRoundRectCallout wheat
    whenNotInUse white wholeTable window windowText wordArtVert wordArtVertRtl words wrap x y years yellow zero
    zigZag
"""
_FONTS: Final = """
    +mj-cs; +mj-ea; +mj-lt; +mn-cs; +mn-ea; +mn-lt; Agency FB; Aharoni; Aldhabi; Andale Mono; Andalus; Angsana
    New; AngsanaUPC; Aparajita; Apple Chancery; Aptos; Aptos Display; Aptos Mono; Aptos Narrow; Arabic
    Typesetting; Arial; Arial Black; Arial Narrow; Arial Rounded MT Bold; Arial Unicode MS; Avenir; Avenir Next;
    Avenir Next LT Pro; Bahnschrift; Baskerville Old Face; Batang; BatangChe; Bell MT; Berlin Sans FB; Bitstream
    Vera Sans; Bodoni MT; Book Antiqua; Bookman Old Style; Bookshelf Symbol 7; Bradley Hand ITC; Brush Script
    MT; Caladea; Calibri; Calibri Light; Californian FB; Cambria; Cambria Math; Candara; Candara Light; Carlito;
    Century; Century Gothic; Century Schoolbook; Cochin; Comic Sans MS; Consolas; Constantia; Cooper Black;
    Copperplate Gothic Bold; Copperplate Gothic Light; Corbel; Corbel Light; Cordia New; Courier; Courier New;
    DejaVu Sans; DejaVu Sans Mono; DejaVu Serif; DengXian; Dotum; Droid Sans; Droid Sans Fallback; Ebrima;
    Edwardian Script ITC; Elephant; Eras Medium ITC; FangSong; Franklin Gothic Book; Franklin Gothic Demi;
    Franklin Gothic Medium; FreeSans; FreeSerif; Futura; Gabriola; Gadugi; Garamond; Geneva; Georgia; Gill Sans;
    Gill Sans MT; Gill Sans MT Condensed; Gill Sans Nova; Gisha; Goudy Old Style; Grandview; Gulim;
    Haettenschweiler; Helvetica; Helvetica Neue; High Tower Text; Impact; Informal Roman; Ink Free; Javanese
    Text; KaiTi; Kalinga; Kartika; Lato; Leelawadee; Leelawadee UI; Levenim MT; Liberation Mono; Liberation
    Sans; Liberation Sans Narrow; Liberation Serif; Lohit Devanagari; Lohit Hindi; Lucida Bright; Lucida
    Console; Lucida Grande; Lucida Handwriting; Lucida Sans; Lucida Sans Unicode; Malgun Gothic; Mangal;
    Marlett; Meiryo; Microsoft Himalaya; Microsoft JhengHei; Microsoft New Tai Lue; Microsoft PhagsPa; Microsoft
    Sans Serif; Microsoft Tai Le; Microsoft Uighur; Microsoft YaHei; Microsoft Yi Baiti; MingLiU; Mongolian
    Baiti; Monotype Corsiva; Montserrat; MS Gothic; MS Mincho; MS PGothic; MS PMincho; MS Reference Sans Serif;
    MS Sans Serif; MS Serif; MS UI Gothic; MT Extra; Myriad Pro; Nirmala UI; Noto Sans; Noto Sans CJK SC; Noto
    Serif; Open Sans; OpenSymbol; Optima; Palatino; Palatino Linotype; Papyrus; Perpetua; PMingLiU; Poppins;
    Raleway; Roboto; Roboto Condensed; Rockwell; Rubik; Sakkal Majalla; Script MT Bold; Segoe Print; Segoe
    Script; Segoe UI; Segoe UI Emoji; Segoe UI Historic; Segoe UI Light; Segoe UI Semibold; Segoe UI Symbol;
    SimHei; SimSun; SimSun-ExtB; Sitka Text; Source Sans Pro; StarSymbol; Sylfaen; Symbol; Tahoma; Thorndale;
    Times; Times New Roman; Times New Roman Bold; Traditional Arabic; Trebuchet MS; Tunga; Tw Cen MT; Ubuntu;
    Univers; Verdana; Vrinda; Webdings; Wingdings; Wingdings 2; Wingdings 3; Yu Gothic; Yu Gothic Light; Yu
    Mincho; ヒラギノ角ゴ Pro W3; 宋体; 微软雅黑; 黑体; ＭＳ ゴシック; ＭＳ 明朝
"""

FORMAT_WORDS: Final = frozenset(_WORDS.split())
FONTS: Final = frozenset(" ".join(each.split()) for each in _FONTS.split(";"))
