"""The elements of a presentation that a copy may hold. What is not named here is not copied.

Not named on purpose: animations, transitions, comments, tags, links and actions, sounds and films, programs,
names of sections and of custom shows, lists of extensions.

Source: ECMA-376 part 1, 19 (PresentationML).
"""

from typing import Final

from redaction.office.allowing import Allowed
from redaction.office.drawing_allowed import DRAWING

_PLAIN: Final = """
    sld sldLayout sldMaster notes notesMaster cSld spTree nvGrpSpPr cNvGrpSpPr grpSpPr nvPr sp nvSpPr spPr txBody
    style pic nvPicPr cNvPicPr blipFill graphicFrame nvGraphicFramePr cNvGraphicFramePr xfrm cxnSp nvCxnSpPr
    cNvCxnSpPr a:tableStyleId a:tblStyleLst grpSp bg clrMap clrMapOvr txStyles titleStyle bodyStyle otherStyle
    bgPr defaultTextStyle notesStyle
"""
SLIDE: Final = Allowed.together(
    [
        Allowed(
            "p",
            {
                "": _PLAIN,
                "showMasterSp": "sld sldLayout",
                "useBgFill": "sp",
                "type preserve": "sldLayout",
                "id name descr": "cNvPr",
                "txBox": "cNvSpPr",
                "type orient sz idx hasCustomPrompt": "ph",
                "idx": "bgRef",
                "rot flipH flipV": "xfrm",
                "sldNum hdr ftr dt": "hf",
                "bg1 tx1 bg2 tx2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink": "clrMap",
            },
        ),
        DRAWING,
    ]
)
