"""Marks on a text: however they nest and overlap, the text stays whole and the elements nest."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from ondit.web.marked import Mark, marked


class Reader(HTMLParser):
    """Reads what :func:`marked` writes, and complains of an element closed out of turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.covered: dict[str, set[int]] = {}
        self.ids: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.open.append(found.get("data-group") or "")
        if found.get("id"):
            self.ids.append(str(found["id"]))

    def handle_endtag(self, _: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for group in self.open:
            at = len(self.text)
            self.covered.setdefault(group, set()).update(range(at, at + len(data)))
        self.text += data


MARKS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).filter(lambda p: p[0] < p[1]),
    max_size=6,
)


@given(st.text(alphabet="ab <>&\"'é", min_size=1, max_size=40), MARKS)
def test_the_text_stays_whole_and_each_mark_covers_its_words(
    text: str, spans: list[list[int]]
) -> None:
    marks = [
        Mark(start=start, end=end, group=f"g{at}", anchor=f"a{at}")
        for at, (start, end) in enumerate(spans)
    ]
    reader = Reader()
    reader.feed(str(marked(text, marks)))
    reader.close()
    assert reader.text == text
    assert reader.open == []
    for at, (start, end) in enumerate(spans):
        assert reader.covered.get(f"g{at}", set()) == set(range(start, min(end, len(text))))
    assert len(reader.ids) == len(set(reader.ids))


def test_what_goes_before_and_after_is_put_in_once_though_the_element_is_opened_twice() -> None:
    across = Mark(start=2, end=6, before=Markup("<i></i>"), after=Markup("<b></b>"), group="x")
    drawn = marked("0123456789", [Mark(start=0, end=4, group="y"), across])
    assert drawn.count("<i>") == drawn.count("<b>") == 1
    assert drawn.count('data-group="x"') == 2
