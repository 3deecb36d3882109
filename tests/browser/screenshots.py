"""`make screenshots`: pictures of the running chat for the README, on a phone and on a desktop."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
URL = f"http://127.0.0.1:{os.environ.get('SIGNPOST_WEBSITE_PORT', '8000')}/"
SIZES = {"chat-phone": (390, 844), "chat-desktop": (1280, 900)}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(URL)
            page.fill("[name=message]", "no food till friday and leccys nearly gone, cv11")
            page.keyboard.press("Enter")
            page.wait_for_selector("h3", timeout=20_000)
            page.screenshot(path=str(FOLDER / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main()
