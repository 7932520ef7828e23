"""Presidio's analyser with our registry: generic recognisers and the model, nothing from the US."""

from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    MacAddressRecognizer,
    PhoneRecognizer,
    SpacyRecognizer,
)

from redaction.language import NamesEngine

_FROM_THE_MODEL = ["PERSON", "ORGANIZATION", "LOCATION", "NRP", "DATE_TIME"]


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
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def worth_keeping(result: Any, text: str) -> bool:
    """Whether a find of the model holds anything at all: a letter or a digit."""
    return any(char.isalnum() for char in text[result.start : result.end])
