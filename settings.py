"""One frozen Settings, read once per process from the environment (SIGNPOST_…) and council.toml."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSetting

ROOT = Path(__file__).resolve().parent
NOTIFY_NEEDS = ("notify_api_key", "notify_template_id", "notify_callback_token", "public_url")
TWILIO_NEEDS = ("twilio_account_sid", "twilio_auth_token", "public_url")


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


class Council(BaseModel):
    """What a deployment shows of itself; every value comes from council.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    assistant_name: str = "Signpost"
    phone: str
    phone_hours: str
    website: str
    privacy_contact: str
    accessibility_contact: str
    accent_colour: str = "#1d4f76"
    accent_text_colour: str = "#ffffff"
    logo_path: str | None = None


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SIGNPOST_", frozen=True)

    environment: Literal["embedded", "production"] = "embedded"
    secret_key: str = ""
    data_folder: Path = ROOT / "var"
    database_url: str = ""
    tracker_url: str = ""
    council_file: Path = ROOT / "council.toml"
    domain_path: Path = ROOT / "domain.yml"

    website_host: str = "127.0.0.1"
    website_port: int = Field(8000, ge=1, le=65535)
    rasa_port: int = Field(5005, ge=1, le=65535)
    actions_port: int = Field(5055, ge=1, le=65535)
    rasa_url: str = ""
    actions_url: str = ""
    rasa_token: str = ""
    rasa_timeout_seconds: float = Field(8.0, gt=0)

    conversation_idle_minutes: int = Field(60, ge=1)
    keep_conversations_hours: int = Field(24, ge=1)
    limit_per_conversation: str = "30/minute"
    limit_per_address: str = "240/minute"
    limiter_storage: str = "memory://"
    trusted_proxies: int = Field(0, ge=0)
    frame_ancestors: tuple[str, ...] = ("'self'",)
    public_url: str = ""
    units_path: Path | None = None
    clock: str = ""

    # None: the console where the installation is embedded, nothing in production.
    sms_providers: tuple[Literal["console", "notify", "twilio"], ...] | None = None
    sms_pence_per_segment: float = Field(2.4, ge=0)
    sms_pence_per_day: float = Field(2_000, ge=0)
    sms_patience_seconds: float = Field(60.0, ge=0)
    sms_keep_days: int = Field(30, ge=1)
    notify_api_key: str = ""
    notify_template_id: str = ""
    notify_callback_token: str = ""
    notify_sender_id: str = ""
    notify_url: str = "https://api.notifications.service.gov.uk"
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_number: str = ""
    twilio_messaging_service: str = ""
    twilio_url: str = "https://api.twilio.com"

    @model_validator(mode="after")
    def production_needs_a_secret(self) -> Settings:
        if self.environment == "production" and len(self.secret_key) < 32:
            raise SettingsError(
                "SIGNPOST_SECRET_KEY must be set to at least 32 random characters in production. "
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        return self

    @model_validator(mode="after")
    def text_messages_have_what_they_need(self) -> Settings:
        chosen = self.sms_providers or ()
        if self.environment == "production" and "console" in chosen:
            raise SettingsError(
                "SIGNPOST_SMS_PROVIDERS must not name console in production: anyone could write as any number there."
            )
        needed = {"notify": NOTIFY_NEEDS, "twilio": TWILIO_NEEDS}
        missing = [name for one in chosen for name in needed.get(one, ()) if not getattr(self, name)]
        if "twilio" in chosen and not (self.twilio_number or self.twilio_messaging_service):
            missing.append("twilio_number")
        if missing:
            names = ", ".join(f"SIGNPOST_{name.upper()}" for name in missing)
            raise SettingsError(f"SIGNPOST_SMS_PROVIDERS names a provider that also needs {names}.")
        return self

    @cached_property
    def council(self) -> Council:
        try:
            text = self.council_file.read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"The council settings file {self.council_file} cannot be read.") from error
        return Council(**tomllib.loads(text))


def read_settings() -> Settings:
    """Settings from the environment, with the derived addresses and a kept embedded secret filled in."""
    try:
        settings = Settings()
    except (ValidationError, UnreadableSetting) as error:
        raise SettingsError(_in_plain_words(error)) from error
    filled: dict[str, object] = {
        "database_url": settings.database_url or f"sqlite:///{settings.data_folder / 'signpost.db'}",
        "tracker_url": settings.tracker_url or f"sqlite:///{settings.data_folder / 'tracker.db'}",
        "rasa_url": settings.rasa_url or f"http://127.0.0.1:{settings.rasa_port}",
        "public_url": (settings.public_url or f"http://127.0.0.1:{settings.website_port}").rstrip("/"),
        "sms_providers": _sms_providers(settings),
        "actions_url": settings.actions_url or f"http://127.0.0.1:{settings.actions_port}",
        "secret_key": settings.secret_key or _embedded_secret(settings.data_folder),
    }
    return settings.model_copy(update=filled)


def _sms_providers(settings: Settings) -> tuple[str, ...]:
    if settings.sms_providers is not None:
        return settings.sms_providers
    return ("console",) if settings.environment == "embedded" else ()


def _embedded_secret(folder: Path) -> str:
    """A secret of this installation, made once, so that a restart does not end every conversation."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Written aside and linked, so that of several processes that start at once none reads half a secret.
        handle, draft = tempfile.mkstemp(dir=folder, prefix="secret_key.")
        with open(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii")


def _in_plain_words(error: ValidationError | UnreadableSetting) -> str:
    if isinstance(error, UnreadableSetting):
        return f"A setting cannot be read: {error}."
    problems = [(str(item["loc"][0]) if item["loc"] else "", item["msg"]) for item in error.errors()]
    return " ".join(f"SIGNPOST_{name.upper()} is wrong: {message}." for name, message in problems)
