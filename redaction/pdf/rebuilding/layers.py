"""Which layers (optional content) a reader does not see when a document opens.

Source: ISO 32000-2, 8.11 (optional content).
"""

import pikepdf
from pikepdf import Array, Dictionary, Name


def without_layers(made: pikepdf.Pdf) -> None:
    """Take off what says that layers are hidden: nothing on them is written."""
    if Name.OCProperties in made.Root:
        del made.Root.OCProperties


def _layer_key(layer: pikepdf.Object) -> tuple[int, int]:
    return layer.objgen


def hidden_layers(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Say which optional content groups a reader does not see when the document opens."""
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary):
        return set()
    default = properties.get(Name.D, Dictionary())
    groups = [layer for layer in properties.get(Name.OCGs, Array()) if isinstance(layer, Dictionary)]
    if not isinstance(default, Dictionary):
        return set()
    hidden = {_layer_key(layer) for layer in groups} if default.get(Name.BaseState) == Name.OFF else set()
    hidden |= {_layer_key(layer) for layer in default.get(Name.OFF, Array()) if isinstance(layer, Dictionary)}
    return hidden - {
        _layer_key(layer) for layer in default.get(Name.ON, Array()) if isinstance(layer, Dictionary)
    }


def is_hidden(layer: object, hidden: set[tuple[int, int]]) -> bool:
    """Say whether content that belongs to this group or membership is not shown."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get(Name.Type) != Name.OCMD:
        return layer.objgen in hidden
    named = layer.get(Name.OCGs)
    groups = list(named) if isinstance(named, Array) else [named] if isinstance(named, Dictionary) else []
    states = [group.objgen not in hidden for group in groups if isinstance(group, Dictionary)]
    if not states:
        return False
    policy = str(layer.get(Name.P, "/AnyOn"))
    shown = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
    return not shown.get(policy, any(states))
