"""Another language model can be plugged in by its name; one that cannot be used is said at once."""

from pathlib import Path

import pytest
import spacy

from redaction.find.detector import Detector
from redaction.find.language import ModelMissing, load_language


def some_model(folder: Path, *, finds_names: bool = True) -> str:
    pipeline = spacy.blank("en")
    if finds_names:
        ruler = pipeline.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "PERSON", "pattern": "the one in the hat"}])
    pipeline.to_disk(folder)
    return str(folder)


def test_another_models_names_are_found_beside_the_rules(tmp_path: Path) -> None:
    text = "DC Harris saw the one in the hat."
    detector = Detector(load_language(model=some_model(tmp_path)))

    found = [(text[span.start : span.end], span.detector) for span in detector.detect(text)]

    assert found == [("DC Harris", "titled-name"), ("one in the hat", "SpacyRecognizer")]


def test_a_model_that_is_not_installed_is_said_by_name() -> None:
    with pytest.raises(ModelMissing, match=r"en_core_web_nowhere cannot be loaded.*detection\.model"):
        load_language(model="en_core_web_nowhere")


def test_a_model_that_finds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="finds no names"):
        load_language(model=some_model(tmp_path, finds_names=False))
