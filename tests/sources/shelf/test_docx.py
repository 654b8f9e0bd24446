"""Word documents: what stands in their tables once tracked changes are accepted."""

from pathlib import Path

from tests.sources.making import W, read, rows_of, tables_of, word, word_by_hand


def cell(text: str, marks: str = "") -> str:
    return f"<w:tc><w:tcPr>{marks}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, marks: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


HEAD = row(cell("Date"), cell("Event"), cell("Outcome"))


def test_each_table_is_named_by_the_paragraph_above_it(tmp_path: Path) -> None:
    path = word(tmp_path / "police.docx", ("People", [("Key", "Name")]), ("Chronology", [("Date", "Event")]))
    assert tables_of(path) == ["People", "Chronology"]


def test_a_plain_word_table_with_only_date_and_event_becomes_records(tmp_path: Path) -> None:
    path = word(tmp_path / "health.docx", ("Our chronology", [("Date", "Event"), ("9 Apr 2007", "Bruise on cheek")]))
    drafts, receipt = read(path)
    assert [(d.agency, d.kind, d.happened.written(), d.says) for d in drafts] == [
        ("health", "uncoded", "2007-04-09", "Bruise on cheek")
    ]
    assert (receipt.rows, receipt.uncoded, receipt.refused) == (1, 1, ())


def test_a_cell_merged_downwards_counts_for_each_row_it_covers(tmp_path: Path) -> None:
    path = word_by_hand(
        tmp_path / "a.docx",
        table(
            HEAD,
            row(cell("2007-04-09", '<w:vMerge w:val="restart"/>'), cell("visit"), cell("none")),
            row(cell("", "<w:vMerge/>"), cell("call"), cell("")),
            row(cell("2007-04-10"), cell("letter"), cell("")),
        ),
    )
    assert rows_of(path)[1:] == [
        (2, ("2007-04-09", "visit", "none")), (3, ("2007-04-09", "call")), (4, ("2007-04-10", "letter")),
    ]  # fmt: skip


def test_a_row_that_is_wholly_merged_with_the_one_above_is_not_told_twice(tmp_path: Path) -> None:
    begun, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    path = word_by_hand(
        tmp_path / "a.docx", table(HEAD, row(cell("2007", begun), cell("x", begun)), row(cell("", on), cell("", on)))
    )
    assert len(rows_of(path)) == 2


def test_a_cell_over_two_columns_keeps_the_later_columns_in_place(tmp_path: Path) -> None:
    path = word_by_hand(tmp_path / "a.docx", table(HEAD, row(cell("2007", '<w:gridSpan w:val="2"/>'), cell("none"))))
    assert rows_of(path)[1] == (2, ("2007", "", "none"))


def test_deleted_words_and_rows_are_gone_and_inserted_ones_are_there(tmp_path: Path) -> None:
    edited = (
        "<w:tc><w:p><w:del><w:r><w:delText>no </w:delText><w:t>old </w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved </w:t></w:r></w:moveFrom><w:ins><w:r><w:t>bruise</w:t></w:r></w:ins></w:p></w:tc>"
    )
    gone = row(cell("2008"), cell("struck out"), marks="<w:del/>")
    path = word_by_hand(tmp_path / "a.docx", table(HEAD, row(cell("2007"), edited), gone))
    assert rows_of(path)[1:] == [(2, ("2007", "bruise"))]


def test_lines_tabs_and_tables_inside_a_cell_are_its_text(tmp_path: Path) -> None:
    inner = table(row(cell("inner")))
    words = (
        f"<w:tc><w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>{inner}<w:p/></w:tc>"
    )
    path = word_by_hand(tmp_path / "a.docx", table(HEAD, row(cell("2007"), words)))
    assert rows_of(path)[1] == (2, ("2007", "one\ntwo three\ninner"))


def test_instructions_of_fields_and_fallbacks_are_not_text(tmp_path: Path) -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    words = (
        "<w:tc><w:p><w:r><w:instrText>INCLUDETEXT secret</w:instrText><w:t>seen</w:t></w:r>"
        f'<m:AlternateContent xmlns:m="{compatible}"><m:Fallback><w:r><w:t>twice</w:t></w:r></m:Fallback>'
        "</m:AlternateContent></w:p></w:tc>"
    )
    path = word_by_hand(tmp_path / "a.docx", table(HEAD, row(cell("2007"), words)))
    assert rows_of(path)[1] == (2, ("2007", "seen"))


def test_headings_repeated_on_the_next_page_are_no_row(tmp_path: Path) -> None:
    rows = [("Date", "Event"), ("2007", "one"), ("Date", "Event"), ("2008", "two")]
    drafts, receipt = read(word(tmp_path / "police.docx", ("Chronology", rows)))
    assert ([d.says for d in drafts], receipt.rows) == (["one", "two"], 2)


def test_a_document_of_the_strict_kind_is_read_too(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = table(HEAD, row(cell("2007"), cell("x")))
    text = f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'
    path = word_by_hand(tmp_path / "a.docx", "", **{"word/document.xml": text})
    assert W not in text
    assert rows_of(path)[1] == (2, ("2007", "x"))
