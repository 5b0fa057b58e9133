"""countercheck.toml: every problem in one message, each with its key, what was found and what to do."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
import yaml  # type: ignore[import-untyped]

from flows.config import load_settings
from flows.errors import ConfigurationError, UsageError
from flows.settings import Schedule
from tests.support.countercheck import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    """Return a configuration file that holds `text`."""
    file = folder / "countercheck.toml"
    file.write_text(dedent(text), "utf-8")
    return file


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a configuration that holds `text`."""
    with pytest.raises(ConfigurationError) as caught:
        load_settings(write(folder, text))
    return caught.value.problems


def test_a_password_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    """Its line end is no part of it; a password that is set otherwise wins."""
    (tmp_path / "secret").write_text("plum tree\n", "utf-8")
    config = tmp_path / "countercheck.toml"
    config.write_text('[mail]\npassword_file = "secret"\n', "utf-8")
    assert load_settings(config).mail.password.get_secret_value() == "plum tree"
    config.write_text('[mail]\npassword_file = "secret"\npassword = "pear"\n', "utf-8")
    assert load_settings(config).mail.password.get_secret_value() == "pear"
    config.write_text('[mail]\npassword_file = "nowhere"\n', "utf-8")
    with pytest.raises(ConfigurationError, match="nowhere cannot be read"):
        load_settings(config)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    """Everything has a default, and the seed folder lies beside the file."""
    settings = load_settings(write(tmp_path, ""))
    assert settings.monitor.name == "Countercheck"
    assert settings.monitor.seeds == tmp_path / "seeds"
    assert settings.mail.host == ""


def test_values_are_typed(tmp_path: Path) -> None:
    """A topic's dates arrive as dates."""
    settings = load_settings(
        write(
            tmp_path,
            """
            [[topics]]
            id = "harbour"
            title = "The harbour"
            query = "harbour AND strike"
            since = 2024-05-01
            """,
        )
    )
    assert settings.topics[0].since == date(2024, 5, 1)


def test_three_mistakes_are_three_lines(tmp_path: Path) -> None:
    """All mistakes are reported at once, each with its key and a hint."""
    found = problems(
        tmp_path,
        """
        [monitor]
        timezone = "Mars/Olympus"
        nmae = "Harbour desk"

        [mail]
        port = "twenty-five"
        """,
    )
    assert found == [
        "monitor.timezone: no time zone is called 'Mars/Olympus'; expected a name such as \"Europe/Berlin\"",
        "monitor.nmae: no such setting; did you mean 'name'?",
        (
            "mail.port: found 'twenty-five'; expected a valid integer, "
            "unable to parse string as an integer (numbers and true/false stand without quotes)"
        ),
    ]


def test_the_message_names_the_file_and_counts(tmp_path: Path) -> None:
    """The first line says which file and how many problems."""
    with pytest.raises(ConfigurationError) as caught:
        load_settings(write(tmp_path, "[monitr]\nname = 'x'\n"))
    assert str(caught.value).splitlines() == [
        f"{tmp_path / 'countercheck.toml'}: 1 problem",
        "  monitr: no such setting; did you mean 'monitor'?",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[[feeds]]\nurl = "ftp://a.example/x"\noutlet = "A"',
            "feeds[1].url: 'ftp://a.example/x' is no web address",
        ),
        ("[[feeds]]\nurl = 'http://a.example/x'", "feeds[1].outlet: missing; expected a value"),
        (
            '[[sources]]\nname = "A"\ngrade = "Z9"',
            "sources[1].grade: 'Z9' is no grade; expected a letter A-F",
        ),
        (
            '[[topics]]\nid = "A b"\ntitle = "A"\nquery = "a"',
            "topics[1].id: found 'A b'; expected the form of lower-case",
        ),
        ("[monitor]\nname = 7", "monitor.name: found 7; expected a valid string (text stands in quotes)"),
        (
            '[[readers]]\nid = "r"\naddress = "nobody"',
            "readers[1].address: found 'nobody'; expected the form of a mail",
        ),
        (
            '[[readers]]\nid = "r"\naddress = "a@b.example"\ntopics = ["x"]',
            "readers: 'r' asks for the topic 'x', which is",
        ),
        (
            "[discrepancies]\ntolerance_pct = -1",
            "discrepancies.tolerance_pct: found -1; expected greater than or equal",
        ),
        ("[monitor", "not valid TOML: "),
    ],
)
def test_each_mistake_says_what_was_found_and_expected(tmp_path: Path, text: str, problem: str) -> None:
    """One line a mistake: key, what was found, what was expected."""
    found = problems(tmp_path, text)
    assert [line[: len(problem)] for line in found] == [problem]


def test_a_query_error_points_at_the_character(tmp_path: Path) -> None:
    """A topic's query that cannot be read is a configuration error that shows where."""
    found = problems(tmp_path, '[[topics]]\nid = "a"\ntitle = "A"\nquery = "harbour AND (strike"\n')
    assert len(found) == 1
    assert found[0].startswith("topics[1].query: ")
    assert "^" in found[0]


def test_mistakes_of_every_sort_come_together(tmp_path: Path) -> None:
    """A wrong value, a reader's unknown topic and a broken query are told in one message."""
    found = problems(
        tmp_path,
        """
        [mail]
        password = 12345

        [[topics]]
        id = "harbour"
        title = "The harbour"
        query = "harbour OR"

        [[readers]]
        id = "desk"
        address = "desk@example.org"
        topics = ["harbor"]
        """,
    )
    assert [line.split(":")[0] for line in found] == ["mail.password", "readers", "topics[1].query"]
    assert "did you mean 'harbour'?" in found[1]
    assert "12345" not in found[0]


def test_one_name_cannot_stand_for_two_things(tmp_path: Path) -> None:
    """Two readers with one id are refused."""
    reader = '[[readers]]\nid = "desk"\naddress = "desk@example.org"\n'
    assert problems(tmp_path, reader + reader) == ["readers: id 'desk' stands twice; give each its own"]


def test_a_secret_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment wins over the file, and a secret never shows when settings are printed."""
    monkeypatch.setenv("COUNTERCHECK_MAIL__PASSWORD", "from-the-environment")
    settings = load_settings(
        write(tmp_path, '[mail]\nhost = "mail.example.org"\npassword = "from-the-file"\n')
    )
    assert settings.mail.password.get_secret_value() == "from-the-environment"
    assert settings.mail.host == "mail.example.org"
    assert "from-the" not in repr(settings)


def test_whole_tables_come_from_the_environment_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the file says beside it stays, what is no setting is left alone, and a wrong key is told as in the file."""
    topic = '[{"id": "trucks", "title": "[Trucks]", "query": "truck"}]'
    monkeypatch.setenv("COUNTERCHECK_TOPICS", topic)
    monkeypatch.setenv("COUNTERCHECK_MAIL__PORT", "2525")
    monkeypatch.setenv("COUNTERCHECK_TRACEBACK", "1")
    settings = load_settings(write(tmp_path, '[mail]\nhost = "mail.example.org"\n'))
    assert [topic.title for topic in settings.topics] == ["[Trucks]"]
    assert (settings.mail.host, settings.mail.port) == ("mail.example.org", 2525)
    monkeypatch.setenv("COUNTERCHECK_MAIL__PROT", "1")
    assert problems(tmp_path, "") == ["mail.prot: no such setting; did you mean 'port'?"]


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    """The message says which file was looked for and how to name another."""
    with pytest.raises(UsageError, match=r"no such configuration file.*--config FILE"):
        load_settings(tmp_path / "countercheck.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named as such, with the place."""
    file = tmp_path / "countercheck.toml"
    file.write_bytes(b'[monitor]\nname = "Caf\xe9"\n')
    with pytest.raises(ConfigurationError, match="byte 21 is not UTF-8"):
        load_settings(file)


def test_a_schedule_is_five_fields(tmp_path: Path) -> None:
    """A schedule that no server could keep is told with its key before anything starts."""
    found = problems(tmp_path, '[schedule]\ningest = "every 15 minutes"\ndigest = "0 25 * * *"')
    assert [line.partition("; expected ")[0] for line in found] == [
        "schedule.ingest: 'every 15 minutes' has 3 fields",
        "schedule.digest: '0 25 * * *': '25' is no hour",
    ]


def test_prefect_yaml_and_the_shipped_configuration_schedule_the_same() -> None:
    """Whoever moves from `serve` to a work pool gets the schedules that countercheck.toml begins with."""
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    deployed = {entry["slug"]: entry for one in deployments for entry in one.get("schedules", ())}
    for schedule in (Schedule(), load_settings(ROOT / "countercheck.toml").schedule):
        zone = schedule.timezone
        assert deployed == {
            "ingest": {"slug": "ingest", "cron": schedule.ingest, "timezone": zone},
            "digest": {"slug": "digest", "cron": schedule.digest, "timezone": zone},
            "maintenance": {"slug": "maintenance", "cron": schedule.maintenance, "timezone": zone},
        }


def test_an_address_with_a_password_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """An address is stored and shown, so that a password in it would be too; the message does not show it either."""
    (found,) = problems(
        tmp_path, '[[feeds]]\noutlet = "A"\nurl = "https://desk:plum-tree@example.org/feed.xml"'
    )
    assert found.startswith("feeds[1].url: names a user or password")
    assert "plum-tree" not in found
