"""Says which language a text looks like, so that a door can warn that names may be missed in it.

By script where that tells, otherwise by the small words that no page of the language does without.
Source: own; the languages are those most often interpreted for UK police and courts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LEAST_WORDS = 8
"""Fewer words than this are taken for English: a label or a heading says nothing."""

_SMALL_WORDS = {
    "en": "the and of to in was is that he she they with for on at his her had not were it as be by have from",
    "cy": "y yr yn ac ar mae oedd ei ddim wedi gan fod hi ef nhw roedd bod am gyda hefyd eu ond mewn dros",
    "pl": "i w na nie to się że jest do był była jak z przez tak ale po od jego jej za dla ze są co tym",
    "ro": "și în la nu de pe cu că este a fost care din să o un pentru mai lui ei sunt au dar după al",
    "pt": "o de que e não em um uma para com os as do da no na por ele ela foi era mas dos das se ao",
    "es": "el la de que y en no un una los las se por con para del su al lo es era pero él ella fue como",
    "fr": "le la les de des et est un une du que pas dans pour elle il avec sur au ne ce qui sont était mais",
    "de": "der die das und ist nicht ein eine mit den zu von sie er auf im für war dem es auch als wir ich",
    "it": "il la di che e non un una per con del della le gli sono era ha nel alla ma lui lei si dei come",
    "lt": "ir yra kad su ne į iš bet buvo jis ji tai kaip už apie jo jos nuo per dar mano po jau mes",
    "sk": "a je na sa že v to som nie ale bol bola do jeho jej pre ako aj po od tak už čo sme",
    "hu": "a az és nem hogy egy is volt van de meg ez ha csak már még el mint vagy azt ő nem",
    "sq": "dhe në të e i një për me nuk është që nga ka si por ai ajo kjo u do isha ishte më",
    "tr": "ve bir bu da de için ile çok o ne var ama gibi daha sonra değil olarak kadar ben sen onu",
    "so": "iyo waa ka ku in oo uu ay la ah ma soo loo waxaa ayaa wuxuu u ugu inuu sida kale",
    "nl": "de het een en van ik te dat die in is niet met op voor zijn aan er maar om ook als was hij",
}
_NAMES = {
    "cy": "Welsh",
    "pl": "Polish",
    "ro": "Romanian",
    "pt": "Portuguese",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "lt": "Lithuanian",
    "sk": "Slovak or Czech",
    "hu": "Hungarian",
    "sq": "Albanian",
    "tr": "Turkish",
    "so": "Somali",
    "nl": "Dutch",
    "ru": "Russian or another language in Cyrillic letters",
    "ar": "Arabic or another language in its letters",
    "ur": "Urdu",
    "pa": "Punjabi",
    "bn": "Bengali",
    "hi": "Hindi or Nepali",
    "gu": "Gujarati",
    "ta": "Tamil",
    "am": "Amharic or Tigrinya",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "el": "Greek",
    "he": "Hebrew",
    "th": "Thai",
}
_BY_SCRIPT = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "GURMUKHI": "pa",
    "BENGALI": "bn",
    "DEVANAGARI": "hi",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "ETHIOPIC": "am",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
}
_URDU_LETTERS = frozenset("ٹڈڑںےہھ")
_PROFILES = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_MOST_CHARACTERS = 20_000
_MOST_PAGES_NAMED = 10


def looks_like(text: str) -> str:
    """Give the code of the language (ISO 639-1) the text looks like.

    "en" where nothing speaks against it, "und" where there is no letter. The first 20,000 characters
    are read. A script stands for its most common language here: Cyrillic for Russian.
    """
    words = _WORD.findall(text[:_MOST_CHARACTERS])
    if not words:
        return "und"
    script = _foreign_script(words)
    if script is not None:
        return script
    if len(words) < LEAST_WORDS:
        return "en"
    counted = Counter(word.casefold() for word in words)
    shares = {code: sum(counted[word] for word in profile) for code, profile in _PROFILES.items()}
    best = max(shares, key=lambda code: shares[code])
    # Names, forms and lists in English hold few small words; another language must be plainly there.
    return best if shares[best] > 1.5 * shares["en"] and shares[best] >= 0.12 * len(words) else "en"


def language_warning(pages: Iterable[str]) -> str:
    """Give a sentence that says which pages are not in English and that names may be missed there, or "".

    Pages count from 1. A page without a letter gives no warning.
    """
    by_language: dict[str, list[int]] = {}
    for number, text in enumerate(pages, start=1):
        code = looks_like(text)
        if code in _NAMES:
            by_language.setdefault(code, []).append(number)
    return " ".join(
        f"{_pages(numbers)} like {_NAMES[code]}. Names are looked for in English, so they may be missed there."
        for code, numbers in by_language.items()
    )


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]} looks"
    shown = ", ".join(map(str, numbers[:_MOST_PAGES_NAMED]))
    more = len(numbers) - _MOST_PAGES_NAMED
    return f"Pages {shown} and {more} more look" if more > 0 else f"Pages {shown} look"


def _foreign_script(words: list[str]) -> str | None:
    letters = "".join(words)
    scripts = Counter(unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in letters)
    script, count = scripts.most_common(1)[0]
    if script not in _BY_SCRIPT or count * 2 < len(letters):
        return None
    if script == "ARABIC" and _URDU_LETTERS.intersection(letters):
        return "ur"
    return _BY_SCRIPT[script]
