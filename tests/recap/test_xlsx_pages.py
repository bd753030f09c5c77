"""Where the printed pages of the workbook's summary end."""

from recap.xlsx_pages import page_breaks


def test_parts_that_fit_stay_together_on_one_page() -> None:
    assert list(page_breaks([range(8, 18), range(18, 30)], {}, first=8)) == []


def test_a_part_that_would_be_torn_begins_a_page() -> None:
    assert list(page_breaks([range(8, 28), range(28, 40)], {}, first=8)) == [28]


def test_tall_lines_count_as_tall() -> None:
    assert list(page_breaks([range(8, 18), range(18, 22)], {9: 200}, first=8)) == [18]


def test_a_part_longer_than_a_page_flows_on_unless_its_titles_would_stand_alone() -> None:
    assert list(page_breaks([range(8, 80)], {}, first=8)) == []
    assert list(page_breaks([range(8, 30), range(30, 99)], {}, first=8)) == [30]
