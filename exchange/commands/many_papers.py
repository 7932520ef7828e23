"""redact-each: many loose documents for the same terms, on every core, with no server and no database."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from exchange.casework.trying_out import loose_papers
from exchange.casework.trying_out.many_loose_papers import LooseResult, redact_each_loose
from exchange.commands.house import OK, REFUSED
from exchange.commands.papers import say, stop

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("redact-each", short_help="Do so for many documents, on every core.")
@click.argument("sources", metavar="IN...", type=_FILE, nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="An empty or new folder for the results.",
)
@click.option(
    "--terms", "terms_file", metavar="TERMS.txt", type=_FILE, required=True, help="One term a line."
)
@click.option("--report", metavar="REPORT.jsonl", type=_FILE, help="A line of counts for each document.")
@click.option(
    "--as", "copy_as", type=click.Choice(["same", "pdf"]), help="Default: what is usual for its kind."
)
@click.option(
    "--labels", "labels_file", metavar="LABELS.csv", type=_FILE, help="A term and its label a line."
)
@click.option("--processes", type=click.IntRange(1, 256), default=None, help="Default: one for each core.")
def redact_each(  # noqa: PLR0917 - each is one option of the command
    sources: tuple[Path, ...],
    folder: Path,
    terms_file: Path,
    report: Path | None,
    copy_as: str | None,
    labels_file: Path | None,
    processes: int | None,
) -> None:
    """Remove each term wherever it occurs in every IN; write a copy of each only once it is verified.

    The copies are called document-1, document-2 and so on, in the order given, because a file's own name may
    hold a term. Exits 0 with a copy of every IN, or 3 where one was refused; the copies of the others stand.
    """
    try:
        terms = loose_papers.terms_in(terms_file)
        labels = loose_papers.labels_in(labels_file) if labels_file else {}
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            stop(REFUSED, "The folder for the results is not empty.")
    except (OSError, ValueError) as problem:
        stop(REFUSED, str(getattr(problem, "strerror", None) or problem))
    choices = loose_papers.LooseChoices(copy_as=copy_as or "", labels=labels)
    say(f"Redacting {len(terms)} term(s) in {len(sources)} document(s)")
    results = []
    for number, result in enumerate(
        redact_each_loose(sources, folder, terms, choices, at_a_time=processes), start=1
    ):
        say(f"{number}: {_sentence(result)}")
        results.append(result)
    if report is not None:
        report.write_text("".join(json.dumps(line) + "\n" for line in _lines(results)))
    refused = sum(result.copy is None for result in results)
    say(f"{len(results) - refused} verified, {refused} refused")
    sys.exit(REFUSED if refused else OK)


def _sentence(result: LooseResult) -> str:
    if result.copy is None or result.report is None:
        return result.refusal
    return (
        f"{result.copy.name}, {result.report.removals} place(s) on {result.report.pages} page(s) or part(s)"
    )


def _lines(results: Sequence[LooseResult]) -> list[dict[str, object]]:
    """One record for each document, by its number; never what its file was called."""
    return [
        {
            "number": number,
            "copy": result.copy.name if result.copy else None,
            "refusal": result.refusal or None,
            "report": result.report.as_record() if result.report else None,
        }
        for number, result in enumerate(results, start=1)
    ]
