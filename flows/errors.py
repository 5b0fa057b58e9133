"""Errors a person can act on, and the exit codes they map to.

    CountercheckError           3  could not run
    +-- UsageError              2  wrong usage or configuration
    |   +-- ConfigurationError  2  countercheck.toml or seeds.toml, every problem at once
    +-- ServerLostError         3  the Prefect server ended while a run was on
    +-- StoreError              3  the database is newer, damaged or not writable
        +-- StoreBusyError      3  another run holds it

A recorded failure (one bad feed, one bad seed) is no exception: it is an outcome, and the run ends with 1.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command's exit status means."""

    DONE = 0
    DONE_WITH_FAILURES = 1
    WRONG_USAGE = 2
    COULD_NOT_RUN = 3


class CountercheckError(Exception):
    """Something a person has to act on; `str()` says where, what was found, what was expected, what to do."""

    exit_code = ExitCode.COULD_NOT_RUN


class UsageError(CountercheckError):
    """The command was called in a way it does not understand."""

    exit_code = ExitCode.WRONG_USAGE


class ConfigurationError(UsageError):
    """A configuration file does not say what it should; holds every problem found, not the first."""

    def __init__(self, file: str, problems: list[str]) -> None:
        self.file = file
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{file}: {count}", *(f"  {problem}" for problem in problems)]))


class ServerLostError(CountercheckError):
    """The Prefect server that a run was on could not be reached any more."""


class StoreError(CountercheckError):
    """The data directory or its database cannot be used as it is."""


class StoreBusyError(StoreError):
    """Another run kept the data directory all the time we waited; later it will be free."""
