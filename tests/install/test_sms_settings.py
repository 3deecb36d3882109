"""Settings of text messages: what is missing is named before anything starts."""

from __future__ import annotations

import os
import uuid

import pytest
import yaml

from channels.sms.assembly import OWN_WORDING_KEYS, make_answering, make_providers
from channels.sms.rendering import WORDING_KEYS
from channels.wording import WordingError
from settings import SettingsError, read_settings

LONG_ENOUGH = "x" * 32
NOTIFY = {
    "NOTIFY_API_KEY": f"key-{uuid.UUID(int=1)}-{uuid.UUID(int=2)}",
    "NOTIFY_TEMPLATE_ID": str(uuid.UUID(int=3)),
    "NOTIFY_CALLBACK_TOKEN": "a-token-of-ours",
    "PUBLIC_URL": "https://signpost.example",
}
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_NUMBER": "+447700900999",
    "PUBLIC_URL": "https://signpost.example",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("SIGNPOST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SIGNPOST_DATA_FOLDER", str(tmp_path / "data"))


@pytest.fixture
def setting(monkeypatch):
    """setting(SMS_PROVIDERS=…): the environment says so."""

    def to(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"SIGNPOST_{name}", value)

    return to


def closed(providers):
    for provider in providers.values():
        getattr(provider, "close", lambda: None)()
    return list(providers)


def test_an_embedded_installation_has_the_console():
    assert read_settings().sms_providers == ("console",)


def test_production_sends_no_texts_unless_it_is_told_to(setting):
    setting(ENVIRONMENT="production", SECRET_KEY=LONG_ENOUGH)
    assert read_settings().sms_providers == ()


def test_an_embedded_installation_can_do_without_texts(setting):
    setting(SMS_PROVIDERS="[]")
    assert read_settings().sms_providers == ()


@pytest.mark.parametrize("providers", ['["console"]', '["notify", "console"]'])
def test_the_console_is_refused_in_production(setting, providers):
    setting(ENVIRONMENT="production", SECRET_KEY=LONG_ENOUGH, SMS_PROVIDERS=providers, **NOTIFY)
    with pytest.raises(SettingsError, match="must not name console in production"):
        read_settings()


@pytest.mark.parametrize(
    ("provider", "known", "missing"),
    [("notify", NOTIFY, name) for name in NOTIFY] + [("twilio", TWILIO, name) for name in TWILIO],
)
def test_what_a_provider_needs_and_lacks_is_named(setting, provider, known, missing):
    setting(SMS_PROVIDERS=f'["{provider}"]', **{name: value for name, value in known.items() if name != missing})
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert f"SIGNPOST_{missing}." in str(error.value)


def test_all_that_is_missing_is_named_at_once(setting):
    setting(SMS_PROVIDERS='["notify", "twilio"]')
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert all(f"SIGNPOST_{name}" in str(error.value) for name in {*NOTIFY, *TWILIO})


def test_no_key_is_said_when_another_is_missing(setting):
    setting(SMS_PROVIDERS='["notify"]', **{**NOTIFY, "NOTIFY_TEMPLATE_ID": ""})
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert NOTIFY["NOTIFY_API_KEY"] not in str(error.value)


def test_a_messaging_service_does_instead_of_a_number(setting):
    others = {name: value for name, value in TWILIO.items() if name != "TWILIO_NUMBER"}
    setting(SMS_PROVIDERS='["twilio"]', TWILIO_MESSAGING_SERVICE="MG" + "0" * 32, **others)
    assert closed(make_providers(read_settings())) == ["twilio"]


def test_keys_of_a_provider_that_is_not_used_are_not_needed(setting):
    setting(SMS_PROVIDERS='["console"]')
    assert closed(make_providers(read_settings())) == ["console"]


def test_several_providers_may_be_used_at_once(setting):
    setting(SMS_PROVIDERS='["notify", "twilio", "console"]', **{**NOTIFY, **TWILIO})
    assert closed(make_providers(read_settings())) == ["notify", "twilio", "console"]


def test_production_may_use_a_real_provider(setting):
    setting(ENVIRONMENT="production", SECRET_KEY=LONG_ENOUGH, SMS_PROVIDERS='["notify"]', **NOTIFY)
    assert closed(make_providers(read_settings())) == ["notify"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_PROVIDERS", '["carrier-pigeon"]'),
        ("SMS_PROVIDERS", "notify"),
        ("SMS_PENCE_PER_SEGMENT", "-1"),
        ("SMS_PENCE_PER_DAY", "much"),
        ("SMS_KEEP_DAYS", "0"),
        ("SMS_PATIENCE_SECONDS", "-1"),
    ],
)
def test_a_wrong_setting_is_named(setting, name, value):
    setting(**{name: value})
    with pytest.raises(SettingsError, match=f"(?i){name}"):
        read_settings()


@pytest.mark.parametrize(
    ("provider", "wrong", "named"),
    [
        ("notify", {"NOTIFY_API_KEY": "secret-thing"}, "api_key"),
        ("notify", {"NOTIFY_CALLBACK_TOKEN": "short"}, "callback_token"),
        ("twilio", {"TWILIO_ACCOUNT_SID": "secret-thing"}, "account_sid"),
    ],
)
def test_a_key_of_another_shape_stops_the_start_and_is_not_said(setting, provider, wrong, named):
    setting(SMS_PROVIDERS=f'["{provider}"]', **{**(NOTIFY if provider == "notify" else TWILIO), **wrong})
    with pytest.raises(ValueError, match=named) as error:
        make_providers(read_settings())
    assert "secret-thing" not in str(error.value)


def test_the_public_address_is_that_of_the_website_unless_it_is_given():
    assert read_settings().public_url == "http://127.0.0.1:8000"


def test_the_public_address_has_no_slash_at_its_end(setting):
    setting(PUBLIC_URL="https://signpost.example/")
    assert read_settings().public_url == "https://signpost.example"


def test_the_sentences_of_this_copy_can_all_be_said():
    made = make_answering(read_settings(), dict)
    made.rasa.close()
    assert made.names.privacy == "http://127.0.0.1:8000/privacy"


@pytest.mark.parametrize("key", [*WORDING_KEYS, *OWN_WORDING_KEYS])
def test_a_sentence_that_is_missing_stops_the_start_and_is_named(setting, tmp_path, key):
    domain = yaml.load(
        read_settings().domain_path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    del domain["responses"][key]
    (tmp_path / "domain.yml").write_text(yaml.safe_dump({"responses": domain["responses"]}), encoding="utf-8")
    setting(DOMAIN_PATH=str(tmp_path / "domain.yml"))
    with pytest.raises(WordingError, match=key):
        make_answering(read_settings(), dict)
