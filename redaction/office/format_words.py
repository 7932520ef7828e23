"""Words that office formats write of their own accord, and the names of usual fonts.

Whoever redacts "Center" or "Rose" must not lose the layout of every document: these words in attributes say how
something looks. Fonts that are not named here become the document's own: a font's name can be a person's.

Source: the simple types of ECMA-376 part 1 (ST_Jc, ST_Border, ST_SchemeColorVal, ST_ShapeType and others).
"""

from typing import Final

_WORDS: Final = """
    accent1 accent2 accent3 accent4 accent5 accent6 area arrow ascii atLeast auto autofit autoZero b background1
    background2 band1Horz band1Vert band2Horz band2Vert bar base baseline bentConnector3 bestFit between bevel
    bg1 bg2 bl black blank block blue body both bottom bottomMargin br bullet cardinalText center char character
    chart clear clip clipArt cloud clustered col column continuationSeparator continue continuous cover cross cs
    ctr ctrTitle curvedConnector3 custom cyan dark1 dark2 darkBlue darkCyan darkGray darkGreen darkMagenta
    darkRed darkYellow dash dashed dashLong decimal default dgm diamond dist distribute dk1 dk2 dLbls dotDash
    dotDotDash dotted double downArrow dt dxa eastAsia ellipse end even evenPage exact false first firstCol
    firstColumn firstRow fixed flat flowChartProcess folHlink followedHyperlink ftr full gap general gray green
    half hAnsi hdr headEnd heart hidden high hint hlink horz hyperlink in inEnd inline inside insideH insideV
    just justify l landscape lastCol lastColumn lastRow left leftArrow lg light1 light2 lightGray line linear
    lineMarker low lowerLetter lowerRoman lt1 lt2 ltr magenta majorAscii majorBidi majorEastAsia majorHAnsi
    margin marker med media midCat middle minMax minorAscii minorBidi minorEastAsia minorHAnsi miter moon
    nearest neCell nextColumn nextPage nextTo nil none norm normal nothing numbering nwCell obj odd oddPage off
    on one orange ordinal ordinalText out outEnd outside oval overflow overlay page paragraph pct pct10 pct25
    percentStacked phClr pic pie portrait preserve purple quarter r rect red restart right rightArrow rnd rose
    round roundRect rtl seCell separator single sldImg sldNum sm smooth solid span spAutoFit sq square stacked
    standard star4 star5 start stealth straightConnector1 subscript subTitle sun superscript swCell t table
    tailEnd tb tbl text text1 text2 textBox thick thin title tl top topMargin tr triangle true two tx1 tx2
    upArrow upperLetter upperRoman vert vert270 wave white wholeTable words wrap yellow zero
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
