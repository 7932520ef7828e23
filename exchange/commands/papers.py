"""redact, detect and verify: loose documents, with no server and no database."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn, TextIO

import click

from exchange.casework.trying_out import loose_papers
from exchange.commands.house import FAULT, OK, REFUSED, USAGE

_FILE = click.Path(path_type=Path, dir_okay=False)
_MOST_PLACES = 10
#: How this command is told what a document asks for, by the code of the refusal.
_OPTIONS = {
    "document-locked": "Here: --password-file FILE.",
    "document-signed": "Here: --may-lose-signature.",
}


def say(line: str) -> None:
    """Progress, on standard error."""
    click.echo(line, err=True)


def stop(code: int, line: str) -> NoReturn:
    """One line of reason on standard error, and the exit code."""
    say(" ".join(line.split()))
    sys.exit(code)


@click.command(short_help="Remove terms and areas from a document.")
@click.argument("source", metavar="IN", type=_FILE)
@click.option(
    "-o", "--out", "target", metavar="OUT", type=_FILE, required=True, help="Where the result goes."
)
@click.option("--terms", "terms_file", metavar="TERMS.txt", type=_FILE, help="One term a line.")
@click.option(
    "--areas",
    "areas_file",
    metavar="AREAS.csv",
    type=_FILE,
    help="A page, left, top, right and bottom a line, in points from the top left; and a label, if any.",
)
@click.option(
    "--report", metavar="REPORT.json", type=_FILE, help="Counts and checks, without a word removed."
)
@click.option(
    "--as", "copy_as", type=click.Choice(["same", "pdf"]), help="Default: what is usual for its kind."
)
@click.option(
    "--labels", "labels_file", metavar="LABELS.csv", type=_FILE, help="A term and its label a line."
)
@click.option(
    "--password-file", metavar="FILE", type=_FILE, help="What the sender said. It is never guessed."
)
@click.option("--may-lose-signature", is_flag=True, help="The copy of a signed document may be without it.")
@click.option("--exact", is_flag=True, help="Keep the width of each gap. It can tell which name stood there.")
def redact(  # noqa: PLR0917 - each is one option of the command
    source: Path,
    target: Path,
    terms_file: Path | None,
    areas_file: Path | None,
    report: Path | None,
    copy_as: str | None,
    labels_file: Path | None,
    password_file: Path | None,
    *,
    may_lose_signature: bool,
    exact: bool,
) -> None:
    """Remove each term wherever it occurs in IN, and all in each area; write OUT only once it is verified.

    An OUT that is already there is removed first, so that it cannot be taken for the result.
    Exits 0 with OUT verified, or 3 with no OUT and one line of reason.
    """
    if terms_file is None and areas_file is None:
        raise click.UsageError("Give --terms TERMS.txt, --areas AREAS.csv, or both.")
    given = {"IN": source, "TERMS.txt": terms_file, "AREAS.csv": areas_file, "LABELS.csv": labels_file}
    must_be_there({**given, "The password file": password_file})
    must_have_folder({"OUT": target, "REPORT.json": report})
    try:
        if target.exists() and target.samefile(source):
            stop(REFUSED, "IN and OUT are the same file. Name another OUT.")
        target.unlink(missing_ok=True)
        terms = loose_papers.terms_in(terms_file) if terms_file else ()
        choices = loose_papers.LooseChoices(
            areas=loose_papers.areas_in(areas_file) if areas_file else (),
            exact=exact,
            copy_as=copy_as or "",
            labels=loose_papers.labels_in(labels_file) if labels_file else {},
            password=loose_papers.password_in(password_file) if password_file else "",
            may_lose_signature=may_lose_signature,
        )
        say(f"Redacting {len(terms)} term(s)" + f" and {len(choices.areas)} area(s)" * bool(choices.areas))
        done = loose_papers.redact_loose(source, target, terms, choices)
    except loose_papers.PROBLEMS as problem:
        option = _OPTIONS.get(getattr(problem, "code", ""), "")
        stop(REFUSED, f"{loose_papers.reason(problem)} {option}")
    except (OSError, ValueError) as problem:
        stop(REFUSED, str(getattr(problem, "strerror", None) or problem))
    except Exception as problem:  # noqa: BLE001 - whatever broke, there is no OUT and the script must know
        target.unlink(missing_ok=True)
        stop(REFUSED, f"The document could not be redacted ({type(problem).__name__}).")
    if report is not None:
        report.write_text(json.dumps(done.as_record(), indent=1) + "\n")
    _tell(done)
    _tell_ending(target, done.kind)


def _tell_ending(target: Path, kind: str) -> None:
    if ending := loose_papers.ending_for(target, kind):
        say(
            f"OUT is {kind.upper()}, whatever its name says: let the name end in .{ending}, or it may not open"
        )


def must_be_there(given: Mapping[str, Path | None]) -> None:
    """Stop where a file that was named cannot be read; say which, by what it is for and not by its name."""
    for what, path in given.items():
        if path is not None and not path.is_file():
            stop(REFUSED, f"{what} is not there, or is no file. Check how it is written.")


def must_have_folder(written: Mapping[str, Path | None]) -> None:
    """Stop where the folder of what is to be written is not there."""
    for what, path in written.items():
        if path is not None and not path.absolute().parent.is_dir():
            stop(REFUSED, f"The folder that {what} is to stand in is not there. Make it first.")


def _tell(done: loose_papers.LooseReport) -> None:
    """Say what was done, and what a person should look at."""
    for each in done.left_out:
        say(f"Did not travel: {each}")
    if done.codes_not_read:
        say(f"{done.codes_not_read} printed code(s) could not be read, and may say anything")
    for fault in done.faults:
        say(
            f"A page became a picture because this program could not read it; whoever mends it needs: {fault}"
        )
    if done.bars_that_may_tell:
        say(f"{done.bars_that_may_tell} bar(s) in pictures may tell by their width what is under them")
    if done.found_nowhere:
        places = ", ".join(map(str, done.found_nowhere[:_MOST_PLACES]))
        more = " and others" * (len(done.found_nowhere) > _MOST_PLACES)
        say(f"Found nowhere: term {places}{more} of the list. Check how the document spells it")
    say(
        f"Removed {done.removals} place(s) on {done.pages} page(s) or part(s); {done.kind.upper()}, "
        f"verified by {len(done.checks)} checks"
    )


@click.command()
@click.argument("target", metavar="OUT", type=_FILE)
@click.option(
    "--terms", "terms_file", metavar="TERMS.txt", type=_FILE, required=True, help="One term a line."
)
@click.option("--json", "as_json", is_flag=True, help="Every check's word as JSON on standard output.")
def verify(target: Path, terms_file: Path, *, as_json: bool) -> None:
    """Look for each term in OUT with every engine there is. Exits 0 clean, 1 found, 2 could not check."""
    try:
        answer = loose_papers.verify_loose(target, loose_papers.terms_in(terms_file))
    except Exception as problem:  # noqa: BLE001 - anything unforeseen means that it was not checked
        stop(USAGE, f"It could not be checked: {getattr(problem, 'strerror', None) or problem}")
    if as_json:
        rows = [{"check": name, "state": state, "detail": detail} for name, state, detail in answer.checks]
        click.echo(json.dumps({"code": answer.code, "checks": rows}))
    else:
        for name, state, detail in answer.checks:
            say(f"{state:12} {name}  {detail}")
    say(answer.sentence)
    sys.exit(answer.code)


@click.command()
@click.argument("source", metavar="[IN]", type=_FILE, required=False)
@click.option("--json", "as_json", is_flag=True, help="The text and the spans of IN as JSON.")
@click.option("--jsonl", "lines", metavar="IN.jsonl", type=_FILE, help='Lines of {"id","text"}.')
@click.option("-o", "--out", "target", metavar="OUT.jsonl", type=_FILE, help='Lines of {"id","spans"}.')
@click.option("--processes", type=click.IntRange(1, 256), default=None, help="Default: one for each core.")
def detect(
    source: Path | None, *, as_json: bool, lines: Path | None, target: Path | None, processes: int | None
) -> None:
    """Find what may identify somebody. Offsets count characters of the text given.

    IN is any document that can be redacted, or a text file; --jsonl takes many texts and uses every core.
    """
    if (source is None) == (lines is None) or (lines is not None and target is None):
        raise click.UsageError("Give IN with --json, or --jsonl IN.jsonl with -o OUT.jsonl.")
    try:
        if lines is not None and target is not None:
            _detect_lines(lines, target, processes or os.cpu_count() or 1)
        elif source is not None:
            _detect_one(source, as_json=as_json)
    except loose_papers.PROBLEMS as problem:
        stop(REFUSED, loose_papers.reason(problem))
    except OSError as problem:
        stop(FAULT, str(problem.strerror or "The file cannot be read."))
    sys.exit(OK)


def _detect_one(source: Path, *, as_json: bool) -> None:
    text, spans = loose_papers.detect_loose(source)
    if warning := loose_papers.language_warning(text):
        say(warning)
    if as_json:
        click.echo(json.dumps({"text": text, "spans": [loose_papers.span_record(span) for span in spans]}))
        return
    for span in spans:
        click.echo(f"{span.start}\t{span.end}\t{span.label}\t{span.score:.2f}")


def _detect_lines(lines: Path, target: Path, processes: int) -> None:
    unfinished = target.with_name(target.name + ".part")
    with lines.open(encoding="utf-8") as given, unfinished.open("w", encoding="utf-8") as out:
        done = 0
        for name, spans in loose_papers.detect_lines(_texts(given), processes=processes):
            out.write(
                json.dumps({"id": name, "spans": [loose_papers.span_record(span) for span in spans]}) + "\n"
            )
            done += 1
            if done % 100 == 0:
                say(f"{done} texts")
    unfinished.replace(target)
    say(f"{done} texts done")


def _texts(given: TextIO) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(given, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row["text"]
            if not isinstance(text, str):
                raise TypeError
            yield row["id"], text
        except (ValueError, KeyError, TypeError):
            stop(USAGE, f'Line {number} is not {{"id", "text"}} as JSON.')
