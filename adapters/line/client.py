"""LINE's own SDK, for everything that is asked rarely: who we are, the allowance, profiles, rich menus.

It is loaded only when it is used (0.8 s), its client is built inside the running loop (elsewhere it
fails), every call carries a time-out (its own is five minutes), and whatever goes wrong in it comes
out as one ``SendError``: HTTP errors, transport errors, answers that are no UTF-8 or not as promised.
"""

from __future__ import annotations

import asyncio
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from bot.errors import SendError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.settings import LineSettings

OFFICIAL = "https://api.line.me"
CALL_S, PROFILE_S, UPLOAD_S = 10.0, 2.0, 60.0
_MANY, _TROUBLE = 429, 500
_CLOSED, _LATE, _ODD = "closed", "timeout", "unreadable"


@dataclass(frozen=True, slots=True)
class Bot:
    """Who we are on LINE. ``user`` is what webhooks call their destination."""

    user: str
    basic_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages of this month: ``limit`` None when there is none; ``used`` is approximate, LINE says."""

    limit: int | None
    used: int

    @property
    def used_up(self) -> bool:
        """Say whether none is left."""
        return self.limit is not None and self.used >= self.limit


@dataclass(frozen=True, slots=True)
class WebhookInfo:
    """The address LINE posts to, and whether the console's switch is on."""

    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class WebhookTest:
    """What LINE saw when it called our webhook: ``status`` is ours, ``reason`` LINE's word for it."""

    good: bool
    status: int
    reason: str


class Client:
    """The SDK's client. All methods raise ``SendError``."""

    def __init__(self, settings: LineSettings) -> None:
        self._settings = settings
        self._sdk: Any = None
        self._connection: Any = None
        self._api: Any = None
        self._blobs: Any = None

    async def start(self) -> None:
        """Load the SDK, off the loop."""
        self._sdk = await asyncio.to_thread(importlib.import_module, "linebot.v3.messaging")

    def _connect(self) -> None:
        """Build the client, on the loop, when it is first needed: this alone takes 30 ms."""
        base = self._settings.api_base_url
        # Without a host of ours the SDK knows itself that images go to api-data.line.me.
        host = None if base == OFFICIAL else base
        configuration = self._sdk.Configuration(host=host, access_token=self._settings.channel_access_token)
        self._connection = self._sdk.AsyncApiClient(configuration)
        self._api = self._sdk.AsyncMessagingApi(self._connection)
        self._blobs = self._sdk.AsyncMessagingApiBlob(self._connection)

    async def stop(self) -> None:
        """Close its connections."""
        if self._connection is not None:
            await self._connection.close()
        self._sdk = self._connection = None

    async def __aenter__(self) -> Self:
        """Open it for one errand."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""
        await self.stop()

    @property
    def models(self) -> Any:  # noqa: ANN401 - the SDK carries no types
        """Give the SDK's models; only after ``start``."""
        return self._sdk

    async def bot_info(self) -> Bot:
        """Ask who we are; this also tells whether the access token is good."""
        found = await self.ask(lambda api, **more: api.get_bot_info(**more))
        return Bot(found.user_id, found.basic_id, found.display_name)

    async def language_of(self, user: str) -> str | None:
        """Ask which language somebody's LINE is in (BCP 47); None when their profile does not say."""
        found = await self.ask(lambda api, **more: api.get_profile(user, **more), PROFILE_S)
        language: str | None = found.language
        return language

    async def quota(self) -> Quota:
        """Ask how many messages this month has, and how many are gone."""
        limit = await self.ask(lambda api, **more: api.get_message_quota(**more))
        used = await self.ask(lambda api, **more: api.get_message_quota_consumption(**more))
        return Quota(limit.value if limit.type == "limited" else None, used.total_usage)

    async def webhook_info(self) -> WebhookInfo:
        """Ask where LINE posts events to."""
        found = await self.ask(lambda api, **more: api.get_webhook_endpoint(**more))
        return WebhookInfo(found.endpoint, found.active)

    async def test_webhook(self) -> WebhookTest:
        """Have LINE call our webhook once (60 an hour at most)."""
        found = await self.ask(
            lambda api, **more: api.test_webhook_endpoint(self._sdk.TestWebhookEndpointRequest(), **more), UPLOAD_S
        )
        return WebhookTest(bool(found.success), int(found.status_code), str(found.reason))

    async def upload(self, menu: str, png: bytes) -> None:
        """Give a rich menu its picture."""
        headers = {"Content-Type": "image/png"}
        await self.ask(lambda _, **more: self._blobs.set_rich_menu_image(menu, png, _headers=headers, **more), UPLOAD_S)

    async def ask(self, call: Callable[..., Awaitable[Any]], seconds: float = CALL_S) -> Any:  # noqa: ANN401
        """Make one call of the SDK, given its API and a time-out."""
        if self._sdk is None:
            raise SendError(_CLOSED, retry=True)
        if self._connection is None:
            self._connect()
        try:
            return await call(self._api, _request_timeout=aiohttp.ClientTimeout(total=seconds))
        except self._sdk.ApiException as error:
            status = error.status or 0
            raise SendError(str(status), retry=status == _MANY or status >= _TROUBLE) from None
        except TimeoutError:
            raise SendError(_LATE, retry=True, unsure=True) from None
        except (aiohttp.ClientError, OSError) as error:
            raise SendError(type(error).__name__, retry=True, unsure=True) from None
        except (ValueError, TypeError, AttributeError):
            # A proxy's page, or an answer unlike what was promised: pydantic's errors are ValueErrors.
            raise SendError(_ODD, retry=True, unsure=True) from None
