"""Presidio's analyser with our registry: generic recognisers and the model, nothing from the US."""

from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    MacAddressRecognizer,
    PhoneRecognizer,
    SpacyRecognizer,
)

from redaction.find.language import NamesEngine

_FROM_THE_MODEL = ["PERSON", "ORGANIZATION", "LOCATION", "NRP", "DATE_TIME", "CIRCUMSTANCE"]


class _ScoresAsGiven(ContextAwareEnhancer):  # type: ignore[misc] # Presidio has no types
    """Leaves scores alone.

    Our recognisers weigh the words around a find themselves. Presidio's way copies every find and
    compares it with every word of the page, a fifth of the time, and nothing is dropped for its score.
    """

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002 - Presidio's own face, this and the next
        raw_results: list[RecognizerResult],
        nlp_artifacts: Any,  # noqa: ARG002 - the same
        recognizers: list[Any],  # noqa: ARG002 - the same
        context: list[str] | None = None,  # noqa: ARG002 - the same
    ) -> list[RecognizerResult]:
        """Give the finds as they came."""
        return raw_results


def analyser(engine: NamesEngine) -> AnalyzerEngine:
    """Give the analyser that `find` asks. Nothing is dropped for its score."""
    registry = RecognizerRegistry(
        recognizers=[
            SpacyRecognizer(supported_entities=_FROM_THE_MODEL),
            # Leniency 0: the numbers Ofcom keeps for fiction are possible but not valid, and a
            # mistyped number still rings somebody's telephone.
            PhoneRecognizer(supported_regions=["GB"], leniency=0),
            IbanRecognizer(),
            CreditCardRecognizer(),
            IpRecognizer(),
            MacAddressRecognizer(),
        ],
        supported_languages=["en"],
    )
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=engine,
        supported_languages=["en"],
        context_aware_enhancer=_ScoresAsGiven(),
    )


def worth_keeping(result: Any, text: str) -> bool:
    """Whether a find of the model holds anything at all: a letter or a digit."""
    return any(char.isalnum() for char in text[result.start : result.end])
