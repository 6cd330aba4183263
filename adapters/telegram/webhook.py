"""The route Telegram posts updates to: verified before it is read, kept before it is answered."""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route, Router

from adapters import body
from bot.errors import StoreBusy, StoreError

if TYPE_CHECKING:
    from starlette.requests import Request

    from adapters.telegram.intake import Intake

log = logging.getLogger(__name__)

PATH = "/webhooks/telegram"
_SECRET = b"x-telegram-bot-api-secret-token"
_AGAIN_S = "5"


def router(secret: str, intake: Intake) -> Router:
    """Give the route. Whoever does not show the secret is turned away unread."""

    async def receive(request: Request) -> Response:  # noqa: PLR0911 - a line a refusal
        if not _genuine(request, secret.encode()):
            return Response(status_code=401)
        try:
            update = body.parse(await body.read(request))
            await intake.take([update])
        except body.BadBody as refused:
            return Response(status_code=refused.status)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except StoreBusy as busy:
            return Response(status_code=503, headers={"retry-after": str(busy.retry_after)})
        except StoreError as error:
            log.warning("an update could not be kept: %s", type(error).__name__)
            return Response(status_code=503, headers={"retry-after": _AGAIN_S})
        except Exception as error:  # noqa: BLE001 - it is not kept, so Telegram has to bring it again
            # The type only: a message of an error may hold a person's words.
            log.error("an update could not be taken: %s", type(error).__name__)  # noqa: TRY400
            return Response(status_code=503, headers={"retry-after": _AGAIN_S})
        return Response()

    return Router([Route(PATH, receive, methods=["POST"])])


def _genuine(request: Request, secret: bytes) -> bool:
    """Compare what was shown, as bytes and in constant time; it is sent exactly once."""
    shown = [value for name, value in request.scope["headers"] if name == _SECRET]
    return bool(secret) and len(shown) == 1 and hmac.compare_digest(shown[0], secret)
