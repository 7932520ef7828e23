"""The service finds out by trying whether what opens documents is confined."""

import tempfile
from pathlib import Path

from redaction.children.confinement import probe_confinement
from redaction.confined.confine import Layer
from redaction.confined.probes import Confinement, Probe, names_and_layers, try_everything
from tests.redaction.forked import said_by_a_copy


class TestProbing:
    """Each thing that a hostile document might do is tried in a real child."""

    def test_everything_is_refused_to_a_child(self) -> None:
        found = probe_confinement()

        assert found.open_ways == ()
        assert found.is_whole
        assert {Layer.LIMITS, Layer.LANDLOCK, Layer.SECCOMP} <= set(found.layers)

    def test_the_wall_clock_is_tried_as_well(self) -> None:
        assert len(probe_confinement().probes) == len(names_and_layers()) + 1

    def test_a_process_that_is_not_confined_is_found_out(self, tmp_path: Path) -> None:
        beside = tmp_path / "beside"
        beside.write_text("somebody else's")

        open_ways = said_by_a_copy(
            lambda: "\n".join(name for name, held in try_everything(beside).items() if not held)
        ).split("\n")

        assert {
            "read the file beside the document",
            "list the folder beside it",
            "write beside the document",
            "read the list of accounts",
            "open a network socket",
            "open a local socket",
            "run a program",
            "start a process of its own",
            "take more memory than it may",
            "write more than it may",
        } <= set(open_ways)


class TestVerdict:
    """One open way is enough, and silence is not an answer."""

    def test_one_thing_that_was_not_refused_makes_it_broken(self) -> None:
        held, broken = Probe("a", Layer.LIMITS, holds=True), Probe("b", Layer.SECCOMP, holds=False)

        assert Confinement((held,), tuple(Layer)).is_whole
        assert not Confinement((held, broken), tuple(Layer)).is_whole
        assert Confinement((held, broken), tuple(Layer)).open_ways == ("b",)

    def test_nothing_tried_is_nothing_shown(self) -> None:
        assert not Confinement((), ()).is_whole

    def test_a_missing_layer_is_named(self) -> None:
        assert Confinement((), (Layer.LIMITS, Layer.LANDLOCK, Layer.SECCOMP)).missing_layers == (
            Layer.NAMESPACES,
        )


def test_nothing_is_left_of_a_probe() -> None:
    def probes_there() -> set[Path]:
        return {each for each in Path(tempfile.gettempdir()).iterdir() if each.name.startswith(".probe-")}

    before = probes_there()

    probe_confinement()

    assert probes_there() <= before
