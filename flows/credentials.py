"""The mail password out of a Secret block on the Prefect server, for the flows; nothing else asks for it.

Prefect is imported in here only when a block is named: the commands that run no flow do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from flows.errors import CountercheckError

if TYPE_CHECKING:
    from flows.settings import Settings


def with_password(settings: Settings) -> Settings:
    """Return the settings with the mail password that the block holds; as they are when none is named or needed.

    A password from the environment, the configuration or its file comes first.

    Raises:
        CountercheckError: the server has no such block, or cannot be asked.
    """
    mail = settings.mail
    if not (mail.host and mail.password_block) or mail.password.get_secret_value():
        return settings
    from prefect.blocks.system import Secret  # noqa: PLC0415 - see the module's docstring

    name = mail.password_block
    try:
        # Not get(), which would read a password of digits as a number.
        block: Any = Secret.load(name)  # a coroutine only where an event loop runs
        value = str(block.value.get_secret_value())
    except Exception as error:
        found = type(error).__name__
        raise CountercheckError(
            f"mail.password_block: the Prefect server gives no Secret block {name!r} ({found}); make one with its page "
            f"Blocks, or in Python with Secret(value=...).save({name!r}); a temporary server has none, so that "
            "PREFECT_API_URL has to name yours"
        ) from error
    return settings.model_copy(update={"mail": mail.model_copy(update={"password": SecretStr(value)})})
