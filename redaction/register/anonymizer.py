"""Our operator for presidio-anonymizer: a person's label in the place of their name."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator, OperatorType

_NAME: Final = "pseudonym"
_ENTITY: Final = "PERSON"


class Pseudonym(Operator):  # type: ignore[misc]  # the library has no types
    """Puts the label of the person named into the text.

    `params` holds `label_of`, which gives the label for a wording or nothing, and `otherwise`, for nobody known.
    """

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        given = params or {}
        return str(given["label_of"](text) or given["otherwise"])

    def validate(self, params: dict[str, Any] | None = None) -> None:
        if not params or not callable(params.get("label_of")) or not isinstance(params.get("otherwise"), str):
            raise ValueError("a pseudonym needs the table of labels and what stands for everyone else")

    def operator_name(self) -> str:
        return _NAME

    def operator_type(self) -> Any:
        return OperatorType.Anonymize


def engine_for() -> Any:
    """An engine that knows the operator."""
    engine = AnonymizerEngine()
    engine.add_anonymizer(Pseudonym)
    return engine


def replaced(
    engine: Any,
    text: str,
    places: Iterable[tuple[int, int]],
    label_of: Callable[[str], str],
    otherwise: str,
) -> str:
    """The text with every place (half open) replaced; overlapping places become one."""
    found = [RecognizerResult(_ENTITY, start, end, 1.0) for start, end in places if start < end]
    # Two people side by side, "Anna Smith Tom Reed", are two places and stay two.
    config = {_ENTITY: OperatorConfig(_NAME, {"label_of": label_of, "otherwise": otherwise})}
    return str(engine.anonymize(text, found, config, merge_entities_with_spaces=False).text)
