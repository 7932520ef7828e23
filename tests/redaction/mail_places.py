"""Every place in which a message of the internet can say a name, to its reader or to a machine."""

import base64

TERM = "Anna Smith"
MAILBOX = "anna.smith@example.test"
CONTROL = "lighthouse keeper"
HEAD = (
    "From: Bo Jones <bo@example.test>\nTo: c@example.test\n"
    "Date: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
)
ATTACHED = "Content-Disposition: attachment"


def in_base64(text: str, encoding: str = "utf-8") -> str:
    """The words in base64."""
    return base64.b64encode(text.encode(encoding)).decode()


def a_text(body: str, kind: str = "text/plain; charset=utf-8", coding: str = "8bit") -> str:
    """A part with words."""
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {coding}\n\n{body}\n"


def several(*parts: str, kind: str = "mixed") -> str:
    """Several parts in one."""
    between = "".join(f"--b\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b"\n\n{between}--b--\n'


# Where a reader of the message sees the name.
SEEN_PLACES = {
    "the subject": HEAD + "Subject: Anna Smith\n" + a_text("x"),
    "the sender": HEAD.replace("Bo Jones", "Anna Smith") + a_text("x"),
    "the sender in quotes": HEAD.replace("Bo Jones", '"Anna Smith"') + a_text("x"),
    "the sender, surname first": HEAD.replace("Bo Jones", '"Smith, Anna (Schools)"') + a_text("x"),
    "a message that was passed on": HEAD + a_text("From: Smith, Anna [mailto:a@example.test]\nSent: today"),
    "an address of the sender": HEAD.replace("bo@example.test", MAILBOX) + a_text("x"),
    "a recipient": HEAD + "Cc: Anna\n Smith <a@example.test>\n" + a_text("x"),
    "a subject in an encoded word": HEAD
    + f"Subject: =?utf-8?B?{in_base64('About Anna Smith')}?=\n"
    + a_text("x"),
    "a subject in words that split the name": HEAD
    + f"Subject: =?utf-8?B?{in_base64('About An')}?=\n =?utf-8?Q?na_Smi?= =?us-ascii?q?th?=\n"
    + a_text("x"),
    "a subject in another alphabet's code": HEAD
    + f"Subject: =?utf-16be?B?{in_base64('Anna Smith', 'utf-16-be')}?=\n"
    + a_text("x"),
    "a subject that is no ASCII": HEAD + "Subject: Ann\u00e0 Sm\u00efth\n" + a_text("x"),
    "the text": HEAD + a_text("Dear Anna Smith, hello"),
    "the text over lines": HEAD + a_text("Dear Anna\nSmith, hello"),
    "flowed text": HEAD + a_text("Dear Anna \nSmith, hello", "text/plain; format=flowed; delsp=yes"),
    "quoted text": HEAD + a_text("> Dear Anna Smith, hello"),
    "quoted-printable": HEAD + a_text("Dear =41nna Smi=\nth, hello", coding="quoted-printable"),
    "base64": HEAD + a_text(in_base64("Dear Anna Smith, hello"), coding="base64"),
    "UTF-7": HEAD + a_text("Dear +AEE-nna Smith", "text/plain; charset=utf-7", "7bit"),
    "UTF-16": HEAD + a_text(in_base64("Dear Anna Smith", "utf-16"), "text/plain; charset=utf-16", "base64"),
    "an unknown charset": HEAD + a_text("Dear Anna Smith", "text/plain; charset=x-nobody"),
    "a wrong charset": HEAD + a_text("Dear Ann\u00e0 Smith", "text/plain; charset=ascii"),
    "no charset": HEAD + "\nDear Anna Smith\n",
    "HTML": HEAD + a_text("<p>Dear <b>An</b>na Smith</p>", "text/html"),
    "HTML beside text": HEAD
    + several(a_text("x"), a_text("<p>Anna Smith</p>", "text/html"), kind="alternative"),
    "text beside HTML": HEAD
    + several(a_text("Anna Smith"), a_text("<p>x</p>", "text/html"), kind="alternative"),
    "a second text": HEAD + several(a_text("x"), a_text("Anna Smith")),
    "a text in parts in parts": HEAD
    + several(several(a_text("Anna Smith"), kind="related").replace("--b", "--c").replace('"b"', '"c"')),
    "a part that says nothing of itself": HEAD + several("\nAnna Smith\n"),
    "a boundary that is missing": HEAD + 'Content-Type: multipart/mixed; boundary="z"\n\nAnna Smith\n',
}
# Where it stands in the file and no reader looks, or only a machine.
HIDDEN_PLACES = {
    "a blind copy": HEAD + "Bcc: Anna Smith <a@example.test>\n" + a_text("x"),
    "where it came through": HEAD + "Received: from anna.smith (Anna Smith) by mx\n" + a_text("x"),
    "the message's own name": HEAD + "Message-ID: <Anna Smith@example.test>\n" + a_text("x"),
    "what it answers": HEAD + "References: <Anna Smith@x>\nIn-Reply-To: <Anna Smith@x>\n" + a_text("x"),
    "a field of a program's own": HEAD + "X-Original-To: Anna Smith\n" + a_text("x"),
    "its topic": HEAD + "Thread-Topic: Anna Smith\n" + a_text("x"),
    "a signature of the way": HEAD + "DKIM-Signature: v=1; i=Anna Smith\n" + a_text("x"),
    "where errors go": HEAD + "Return-Path: <Anna Smith>\nErrors-To: Anna Smith\n" + a_text("x"),
    "where answers go": HEAD + "Reply-To: Anna Smith <a@example.test>\n" + a_text("x"),
    "the program": HEAD + "User-Agent: Anna Smith\nX-Mailer: Anna Smith\n" + a_text("x"),
    "a comment in the date": HEAD.replace("+0000", "+0000 (Anna Smith)") + a_text("x"),
    "before the parts": HEAD + several(a_text("x")).replace("--b\n", "Anna Smith\n--b\n", 1),
    "behind the parts": HEAD + several(a_text("x")) + "Anna Smith\n",
    "the boundary": HEAD + several(a_text("x")).replace('"b"', '"Anna Smith"').replace("--b", "--Anna Smith"),
    "a parameter": HEAD + a_text("x", 'text/plain; charset=utf-8; name="Anna Smith"'),
    "a part's description": HEAD + several("Content-Description: Anna Smith\n" + a_text("x")),
    "a file's name": HEAD + several(a_text("x"), f'{ATTACHED}; filename="Anna Smith.txt"\n' + a_text("y")),
    "a file's name in RFC 2231": HEAD + several(
        a_text("x"), f"{ATTACHED};\n filename*0*=utf-8''Anna%20;\n filename*1=Smith.txt\n" + a_text("y")
    ),
    "a file's name in the type": HEAD + several(
        a_text("x"), f"{ATTACHED}\n" + a_text("y", 'text/plain; name="=?utf-8?Q?Anna_Smith?="')
    ),
    "a picture's own name": HEAD + several(
        a_text("x"), "Content-Disposition: inline\nContent-ID: <Anna Smith>\n" + a_text("y", "text/x-note")
    ),
    "a comment in HTML": HEAD + a_text("<p>x</p><!-- Anna Smith -->", "text/html"),
    "a picture outside": HEAD + a_text('<p>x</p><img src="http://example.test/?who=Anna%20Smith">', "text/html"),
}  # fmt: skip
ALL_PLACES = {**SEEN_PLACES, **HIDDEN_PLACES}


def marked(source: str) -> bytes:
    """The message with the control words in its head."""
    where = "" if "\nSubject:" in source else f"Subject: {CONTROL}\n"
    return (where + source).encode()
