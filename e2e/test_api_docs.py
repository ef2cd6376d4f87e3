"""The API's documentation works under the strict content security policy, from our own files."""

from playwright.sync_api import expect


def test_reader_tries_out_the_list_of_recommendations(page, site, screenshot):
    foreign = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site.address, "data:")) else foreign.append(request.url)
        ),
    )
    page.goto("/api/docs/")
    page.get_by_text("List recommendations").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    answer = page.locator(".live-responses-table .response-col_status").last
    expect(answer).to_contain_text("200")
    assert foreign == []
    page.goto("/api/docs/")
    expect(page.get_by_text("List recommendations")).to_be_visible()
    screenshot(page, "api-docs")
