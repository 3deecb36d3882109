"""`python -m channels.sms chat | report | send-test`: a telephone in the terminal, figures for operators, one text to try."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from channels.sms.assembly import make_providers
from channels.sms.phone import Phone, hold
from channels.sms.privacy import Sealed, telephone
from channels.sms.provider import Refused, SendError
from channels.sms.report import gather, in_words
from channels.sms.segments import sanitised, segments
from channels.sms.spending import Spend
from database import make_engine, make_sessions
from settings import Settings, SettingsError, read_settings


def main() -> int:
    arguments = _arguments()
    try:
        settings = read_settings()
        if arguments.command == "chat":
            return _chat(settings, arguments)
        if arguments.command == "report":
            return _report(settings, arguments.days)
        return _send_test(settings, arguments)
    except (SettingsError, ValueError) as error:
        return _wrong(str(error))
    except SQLAlchemyError as error:
        return _wrong(
            f"The database does not answer ({type(error).__name__}). Is it there, and migrated? make run does both."
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m channels.sms", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    chat = commands.add_parser("chat", help="a telephone in the terminal; needs a running Signpost and no account")
    chat.add_argument("--number", default="07700 900123", help="the telephone's number (default: %(default)s)")
    chat.add_argument("--url", default="", help="where the website is (default: as in the settings)")
    report = commands.add_parser("report", help="volumes, failures, segments, spend, parked texts and opt-outs")
    report.add_argument("--days", type=int, default=7, help="of how many days (default: %(default)s)")
    test = commands.add_parser("send-test", help="send one text, at once and without the outbox")
    test.add_argument("--to", required=True, help="the number")
    test.add_argument("--provider", default="", help="which provider, where there are several")
    test.add_argument("--text", default="This is a test of Signpost. You need do nothing.")
    return parser.parse_args()


def _chat(settings: Settings, arguments: argparse.Namespace) -> int:
    number = telephone(arguments.number)
    if number is None:
        return _wrong(f"{arguments.number} is no telephone number that could be answered.")
    phone = Phone(arguments.url or f"http://127.0.0.1:{settings.website_port}", number)
    return hold(phone, sys.stdin, sys.stdout)


def _report(settings: Settings, days: int) -> int:
    if days < 1:
        return _wrong("--days must be at least 1.")
    sessions = make_sessions(make_engine(settings.database_url))
    now = datetime.now(UTC)
    with sessions() as session:
        figures = gather(session, now - timedelta(days=days), now)
    print(in_words(figures, Spend(settings.sms_pence_per_segment, settings.sms_pence_per_day), days))
    return 0


def _send_test(settings: Settings, arguments: argparse.Namespace) -> int:
    providers = make_providers(settings)
    name = arguments.provider or next(iter(providers), "")
    number, text = telephone(arguments.to), sanitised(arguments.text, welsh=False)
    if name not in providers:
        known = ", ".join(providers) or "none"
        return _wrong(f"No such provider is configured. SIGNPOST_SMS_PROVIDERS names: {known}.")
    if number is None:
        return _wrong("That is no telephone number that could be answered.")
    reference = Sealed(settings.secret_key).digest("send-test", datetime.now(UTC).isoformat())[:36]
    try:
        sent = providers[name].send(number, text, reference)
    except Refused as error:
        return _wrong(f"{name} refuses it: {error.code}")
    except SendError as error:
        return _wrong(f"{name} did not take it, or nobody knows whether it did: {error.code}")
    print(f"sent by {name} as {sent}, {segments(text)} segment(s)")
    return 0


def _wrong(words: str) -> int:
    print(f"signpost: {words}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
