"""Text messages put together from the settings: for the website's webhooks, the worker and the command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from channels.conversation import Contacts
from channels.rasa import RasaClient
from channels.sms.answering import Answering, Names
from channels.sms.console import Console
from channels.sms.notify import Notify
from channels.sms.privacy import Sealed
from channels.sms.provider import Provider
from channels.sms.rendering import WORDING_KEYS
from channels.sms.twilio import Twilio
from channels.wording import Wording
from safety import snapshot
from settings import Settings

OWN_WORDING_KEYS = (
    "utter_sms_greeting",
    "utter_sms_help",
    "utter_sms_stopped",
    "utter_sms_started",
    "utter_sms_no_list",
    "utter_sms_too_many",
    "utter_sms_cards_sent",
)


def make_providers(settings: Settings) -> dict[str, Provider]:
    """Those that the settings name, by name. Raises ValueError where a key has no shape of one."""
    made: dict[str, Provider] = {}
    for name in settings.sms_providers or ():
        made[name] = _MAKERS[name](settings)
    return made


def make_answering(settings: Settings, contacts: Callable[[], Contacts]) -> Answering:
    """Raises WordingError where a sentence is missing."""
    wording = Wording.load(settings.domain_path)
    names = Names(settings.council.name, settings.council.assistant_name, f"{settings.public_url}/privacy")
    values = {"council": names.council, "assistant": names.assistant, "privacy": names.privacy, "choices": "1 Food"}
    wording.check((*WORDING_KEYS, *OWN_WORDING_KEYS), ("sms",), {**values, **snapshot()})
    return Answering(
        rasa=RasaClient(settings.rasa_url, timeout_seconds=settings.rasa_timeout_seconds),
        wording=wording,
        contacts=contacts,
        sealed=Sealed(settings.secret_key),
        names=names,
        idle=timedelta(minutes=settings.conversation_idle_minutes),
        patience=timedelta(seconds=settings.sms_patience_seconds),
    )


def _notify(settings: Settings) -> Provider:
    return Notify(
        api_key=settings.notify_api_key,
        template_id=settings.notify_template_id,
        callback_token=settings.notify_callback_token,
        sender_id=settings.notify_sender_id or None,
        base_url=settings.notify_url,
    )


def _twilio(settings: Settings) -> Provider:
    return Twilio(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        from_number=settings.twilio_number or None,
        messaging_service_sid=settings.twilio_messaging_service or None,
        status_callback=f"{settings.public_url}/sms/twilio/receipts",
        base_url=settings.twilio_url,
    )


def _console(settings: Settings) -> Provider:
    return Console()


_MAKERS: dict[str, Callable[[Settings], Provider]] = {"notify": _notify, "twilio": _twilio, "console": _console}
