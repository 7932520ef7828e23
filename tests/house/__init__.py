"""The house keeps its promises."""
