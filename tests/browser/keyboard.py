"""Moving about a page with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 80
# A radio button or checkbox of the design system shows its focus on its label.
FOCUS_IS_VISIBLE = """element => {
    const shows = style =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== "none";
    const label = element.labels && element.labels[0];
    const place = (label || element).getBoundingClientRect();
    const inView = place.bottom > 0 && place.top < innerHeight && place.width > 0;
    return inView && (
        shows(getComputedStyle(element)) || (label && shows(getComputedStyle(label, "::before")))
    );
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus; each stop on the way must be visible."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused is not None
        if focused.evaluate("element => element === document.body"):
            continue  # past the last stop: the browser's own bar, then the page again
        what = focused.evaluate("element => element.outerHTML.slice(0, 200)")
        assert focused.evaluate(FOCUS_IS_VISIBLE), f"focus cannot be seen on {what}"
        if wanted.evaluate("(element, focused) => element === focused", focused):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not reach {wanted}")
