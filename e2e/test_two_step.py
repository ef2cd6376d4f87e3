"""Two-step sign-in as a person meets it: set up, used with a recovery code, turned off again."""

import base64
import re

from django_otp.oath import totp

from e2e.conftest import sign_in


def fill_in_and_send(page, button, fields):
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def test_second_step_is_set_up_used_and_turned_off(page, site, axe, screenshot):
    sign_in(page, site)
    page.get_by_role("link", name="Two-step sign-in").click()
    assert axe(page) == []
    screenshot(page, "two-step-set-up")
    drawing = page.get_by_role("img", name="QR code for the app")
    assert drawing.locator("svg").bounding_box()["width"] > 150
    secret = page.locator("code").inner_text().replace(" ", "").upper()
    code = totp(base64.b32decode(secret + "=" * (-len(secret) % 8)))
    fill_in_and_send(page, "Turn it on", {"Your password:": site.password, "Code:": f"{code:06}"})

    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    assert axe(page) == []
    screenshot(page, "two-step-codes")
    page.get_by_role("link", name="I have saved these codes").click()
    page.get_by_role("button", name="Log out").click()

    page.goto("/admin/login/?next=/admin/recommendations/theme/")
    fill_in_and_send(page, "Sign in", {"Username:": site.account, "Password:": site.password})
    assert axe(page) == []
    screenshot(page, "two-step-code")
    page.keyboard.type(codes[0])  # the field has the focus already
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/admin/recommendations/theme/$"))
    assert "You have 9 left" in page.locator(".messagelist").inner_text()

    page.goto("/admin/two-step/")
    assert axe(page) == []
    screenshot(page, "two-step-on")
    fill_in_and_send(page, "Turn off two-step sign-in", {"Code:": codes[1]})
    assert "Two-step sign-in is off." in page.locator(".messagelist").inner_text()
