"""Letters of other scripts that look like Latin ones, small as the folding leaves them.

Source: Unicode Technical Standard 39, confusables; one letter for each, that of the capital where the two differ,
because names begin with one.
"""

from typing import Final

_CYRILLIC: Final = dict(zip("авеѕіјкмнорсԛтуԝхһԁѡ", "abesijkmhopcqtywxhdw", strict=True))
_GREEK: Final = dict(zip("αβεζηικμνορτυχω", "abezhikmnoptyxw", strict=True))
_SMALL_CAPITALS: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))

LOOKALIKES: Final = {**_CYRILLIC, **_GREEK, **_SMALL_CAPITALS}
"""By letter, the plain one that a reader takes it for."""
