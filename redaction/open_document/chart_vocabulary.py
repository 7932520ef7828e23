"""What the copy of an OpenDocument chart may be made of, besides text and number codes (see `vocabulary`).

What it shows is no part of this list: words, numbers and addresses of cells are written anew (see `chart_values`).

Source: OASIS OpenDocument 1.3, part 3, 11 and 20.4 to 20.90.
"""

from typing import Final

from redaction.open_document.vocabulary import KEPT, LOOKS, OWN_WORDS, Vocabulary

_KEPT: Final = """
    office:document-content office:automatic-styles office:body office:chart
    chart:chart chart:title chart:subtitle chart:footer chart:legend chart:plot-area chart:coordinate-region
    chart:axis chart:categories chart:grid chart:series chart:domain chart:data-point chart:mean-value
    chart:regression-curve chart:wall chart:floor chart:stock-gain-marker chart:stock-loss-marker
    chart:stock-range-line
    text:p text:span text:s text:tab text:line-break
    style:style style:chart-properties style:graphic-properties style:text-properties style:paragraph-properties
"""
_LOOKS: Final = """
    chart:class chart:dimension chart:name chart:attached-axis chart:repeated chart:legend-position
    chart:legend-align style:legend-expansion style:legend-expansion-aspect-ratio
    chart:display-label chart:logarithmic chart:reverse-direction chart:axis-position chart:axis-label-position
    chart:tick-mark-position chart:tick-marks-major-inner chart:tick-marks-major-outer
    chart:tick-marks-minor-inner chart:tick-marks-minor-outer chart:minimum chart:maximum chart:origin
    chart:interval-major chart:interval-minor-divisor chart:gap-width chart:overlap chart:text-overlap
    chart:label-arrangement chart:percentage chart:stacked chart:vertical chart:connect-bars
    chart:three-dimensional chart:deep chart:right-angled-axes chart:lines chart:interpolation
    chart:spline-order chart:spline-resolution chart:symbol-type chart:symbol-name chart:symbol-width
    chart:symbol-height chart:pie-offset chart:angle-offset chart:hole-size chart:solid-type
    chart:sort-by-x-values chart:treat-empty-cells chart:group-bars-per-axis chart:auto-position chart:auto-size
    chart:data-label-number chart:data-label-text chart:data-label-symbol chart:data-label-series
    chart:label-position chart:link-data-style-to-source chart:regression-type chart:regression-max-degree
    chart:mean-value chart:visible chart:japanese-candle-stick chart:scale-text chart:text-upright
    draw:opacity svg:stroke-color svg:stroke-width svg:stroke-opacity svg:stroke-linejoin draw:stroke-linejoin
    text:line-break
"""
_WORDS: Final = """
    chart:bar chart:line chart:area chart:circle chart:ring chart:scatter chart:radar chart:filled-radar
    chart:stock chart:bubble chart:surface chart:gantt x y z major minor
    primary-x primary-y primary-z secondary-x secondary-y
    top-start top-end bottom-start bottom-end wide high balanced custom
    leave-gap use-zero ignore cubic-spline b-spline step-start step-end step-center-x step-center-y
    side-by-side stagger-even stagger-odd near-axis near-axis-other-side outside-start outside-end
    at-axis at-labels at-labels-and-axis value percentage value-and-percentage avoid-overlap near-origin
    named-symbol square diamond arrow-down arrow-up arrow-right arrow-left bow-tie hourglass star
    plus asterisk horizontal-bar vertical-bar cuboid cylinder cone pyramid linear logarithmic exponential power
    moving-average polynomial miter
"""
_NUMBER_CODES: Final = frozenset(each for each in KEPT if each.startswith("number:"))

CHART: Final = Vocabulary(
    kept=frozenset(_KEPT.split()) | _NUMBER_CODES,
    looks=(LOOKS | frozenset(_LOOKS.split()))
    - {"office:value", "office:date-value", "office:time-value", "office:boolean-value"},
    words=OWN_WORDS | frozenset(_WORDS.split()),
)
