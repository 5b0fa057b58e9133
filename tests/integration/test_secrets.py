"""A planted password is to be found nowhere but where the operator put it."""

from __future__ import annotations

import gzip
import json
import zipfile
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from flows.cli import main
from flows.errors import ExitCode
from flows.store import open_store
from flows.store.backup import back_up
from tests.support.countercheck import install
from tests.support.site import closed_port, open_site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from aiosmtpd.smtp import LoginPassword

PASSWORD = "plum-tree-by-the-gate"  # noqa: S105 - planted, to be looked for
FORMS = [
    PASSWORD.encode(),
    b64encode(PASSWORD.encode()),
    b64encode(f"\0desk\0{PASSWORD}".encode()),
]


class Chatterbox:
    """Refuses every login, repeating what it was sent."""

    async def handle_DATA(self, *_arguments: object) -> str:  # noqa: N802 - the server's name for it
        """Refuse: nobody gets this far."""
        return "550 no"

    def check(
        self, _server: object, _session: object, _envelope: object, _how: str, login: LoginPassword
    ) -> AuthResult:
        """Say whose login with what failed, in clear and as it came."""
        sent = b64encode(b"\0" + login.login + b"\0" + login.password).decode()
        return AuthResult(
            success=False, handled=False, message=f"535 5.7.8 {login.password.decode()} is wrong ({sent})"
        )


def written(data: Path) -> bytes:
    """Return everything below `data`: files, compressed ones opened, and each table of the database as JSON."""
    found = b""
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        found += path.read_bytes()
        if path.suffix == ".gz":
            found += gzip.decompress(path.read_bytes())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found += b"".join(map(archive.read, archive.namelist()))
    with open_store(data) as store:
        tables = store.select("select table_name as n from duckdb_tables() where schema_name = 'store'")
        for row in tables:
            rows = store.select(f'select * from store."{row["n"]}"')  # noqa: S608 - the catalogue's own name
            found += json.dumps(rows, default=str).encode()
    return found


def test_a_webhook_and_a_feeds_key_stay_where_they_were_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is written anywhere: the feed's server repeats the key, and the webhook cannot be reached."""
    monkeypatch.setenv("WIRE_KEY", f"Bearer {PASSWORD}")
    here = install(tmp_path / "here")
    with open_site() as site:
        feed = site.put("/feed.xml", f"no such key: {PASSWORD}", status=401)
        with (here.folder / "countercheck.toml").open("a", encoding="utf-8") as config:
            config.write(
                f'\n[[feeds]]\nurl = "{feed}"\noutlet = "Wire"\nauthorization = "WIRE_KEY"\n'
                f'\n[fetching]\nallow_hosts = ["127.0.0.1"]\n'
                f'\n[[readers]]\nid = "desk"\nwebhook = "http://127.0.0.1:{closed_port()}/{PASSWORD}"\n'
            )
        reports = here.work()
    assert site.seen_headers[-1]["authorization"] == f"Bearer {PASSWORD}"
    assert [len(report.failures) for report in reports] == [1, 0, 1]
    said = json.dumps(repr(reports)).encode()
    assert [form for form in FORMS if form in said + written(here.data)] == []


def test_a_mail_password_stays_where_it_was_put(tmp_path: Path) -> None:
    """Neither the data directory nor doctor nor a message holds it, though the mail server repeats it."""
    box, port = Chatterbox(), closed_port()
    here = install(tmp_path / "here")
    with (here.folder / "countercheck.toml").open("a", encoding="utf-8") as config:
        config.write(
            '\n[[readers]]\nid = "desk"\naddress = "desk@example.org"\n'
            f'\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nusername = "desk"\n'
            f'password = "{PASSWORD}"\n'
        )
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=box.check,
        auth_require_tls=False,
    )
    server.start()
    try:
        reports = here.work()
        doctors = [here.call("doctor", *how) for how in ((), ("--json",))]
    finally:
        server.stop()
    back_up(here.data, here.data / "kept.tar", datetime.now(UTC))
    assert main(["export", str(here.data / "out"), "--data", str(here.data)]) == ExitCode.DONE
    (failed,) = reports[-1].failures
    assert "535 5.7.8 *** is wrong (***)" in failed.detail
    said = json.dumps([repr(reports), *(doctor.stdout + doctor.stderr for doctor in doctors)]).encode()
    assert [form for form in FORMS if form in said + written(here.data)] == []
