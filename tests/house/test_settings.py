"""Settings: each is explained, a misspelt one is refused, and no refusal shows a value."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

from exchange.settings import Settings, SettingsRefused, read_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def _known() -> set[tuple[str, str]]:
    return {
        (section, key)
        for section, field in Settings.model_fields.items()
        for key in getattr(field.annotation, "model_fields")  # noqa: B009 - mypy sees a plain type
    }


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return path


class TestTheExample:
    """config.example.toml is the list of settings, and the only one."""

    def test_it_has_every_setting_and_none_besides(self) -> None:
        example = tomllib.loads(EXAMPLE.read_text())

        assert {(section, key) for section, keys in example.items() for key in keys} == _known()

    def test_it_shows_each_default(self) -> None:
        assert read_settings(EXAMPLE, {}) == Settings()

    def test_a_sentence_stands_above_each_setting(self) -> None:
        lines = EXAMPLE.read_text().splitlines()
        bare = [
            line
            for before, line in itertools.pairwise(lines)
            if re.match(r"\w+ = ", line) and not re.search(r"^# .+\.$", before)
        ]

        assert bare == []


class TestWhereAValueComesFrom:
    """The file, then the environment, then a file that the environment names."""

    def test_the_file_changes_a_default(self, tmp_path: Path) -> None:
        path = _written(tmp_path, "[server]\nport = 9000\n")

        assert read_settings(path, {}).server.port == 9000

    def test_the_environment_wins_over_the_file(self, tmp_path: Path) -> None:
        path = _written(tmp_path, "[server]\nport = 9000\n")

        assert read_settings(path, {"EXCHANGE__SERVER__PORT": "9001"}).server.port == 9001

    def test_a_secret_is_read_from_the_file_that_the_environment_names(self, tmp_path: Path) -> None:
        secret = tmp_path / "passphrase"
        secret.write_text("four plain words here\n")

        settings = read_settings(None, {"EXCHANGE__KEYS__PASSPHRASE_FILE": str(secret)})

        assert settings.keys.passphrase == "four plain words here"

    def test_variables_of_other_programs_are_passed_over(self) -> None:
        assert read_settings(None, {"EXCHANGE_HOST": "x", "EXCHANGE__ODD": "x", "PATH": "x"}) == Settings()

    def test_a_secret_file_that_is_not_there_stops_the_start(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsRefused, match="EXCHANGE__KEYS__PASSPHRASE_FILE names a file"):
            read_settings(None, {"EXCHANGE__KEYS__PASSPHRASE_FILE": str(tmp_path / "gone")})


class TestWhatIsRefused:
    """A setting that cannot be meant stops the start."""

    def test_a_misspelt_key_is_refused_by_name_without_its_value(self, tmp_path: Path) -> None:
        path = _written(tmp_path, '[keys]\npasphrase = "four plain words"\n')

        with pytest.raises(SettingsRefused, match=r"keys\.pasphrase") as refused:
            read_settings(path, {})

        assert "four plain words" not in str(refused.value)

    def test_a_misspelt_variable_is_refused_too(self) -> None:
        with pytest.raises(SettingsRefused, match=r"scanner\.adress"):
            read_settings(None, {"EXCHANGE__SCANNER__ADRESS": "scanner:3310"})

    def test_a_value_out_of_bounds_is_refused_without_being_shown(self) -> None:
        with pytest.raises(SettingsRefused, match=r"limits\.upload_bytes") as refused:
            read_settings(None, {"EXCHANGE__LIMITS__UPLOAD_BYTES": "99999999999999"})

        assert "99999999999999" not in str(refused.value)

    def test_a_file_that_is_not_toml_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsRefused, match="cannot be read"):
            read_settings(_written(tmp_path, "server = ["), {})

    def test_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsRefused, match="cannot be read"):
            read_settings(tmp_path / "gone.toml", {})

    def test_settings_cannot_be_changed_once_read(self) -> None:
        with pytest.raises(ValueError, match="frozen"):
            Settings().server.port = 1
