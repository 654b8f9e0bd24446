"""Writes the demonstration's files anew: `python -m tools.demonstration`. Everyone in it is invented."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import xlsxwriter

HERE = Path(__file__).parents[1] / "src/heeded/world/demonstration"
PEOPLE = ("Key", "Name", "Also known as", "Born", "Died", "Sex", "Address", "Identifiers")
CHRONOLOGY = ("Ref", "Date", "Recorded", "Shared", "About", "With", "Place", "Kind", "Details", "Event", "Action")
FLAT = "Flat 3, 18 Canal Walk, LS9 4QX"
Table = Sequence[Sequence[str]]

# fmt: off
POLICE_PEOPLE: Table = [
    PEOPLE,
    ("N310", "Gareth Tull", "Gaz Tull", "11/02/1979", "", "M", FLAT, "pnc=08/31177B"),
    ("N311", "Kerry Moss", "", "3 Jul 1991", "", "F", FLAT, ""),
    ("N320", "Sian Varley", "Sian Marsh", "27/09/1984", "", "F", "Beck House, 7 Low Street, LS6 8TT", "pnc=10/55020K"),
    ("N321", "Tom Birch", "", "1982-12-05", "", "M", "40 Rope Lane LS10 2PD", ""),
]
POLICE: Table = [
    CHRONOLOGY,
    ("a1", "4 Sep 2008", "", "4 Sep 2008", "N310", "", "", "conviction", "category=sexual; child_victim=yes", "Convicted", ""),
    ("a2", "12/02/2018", "", "", "N310", "", FLAT, "registered", "until=indefinite", "On the register; address notified", ""),
    ("a3", "12/02/2018", "", "", "N310", "", "", "risk_assessment", "tool=ARMS; level=medium; visit_every=6 months", "ARMS: medium", ""),
    ("a4", "30/07/2018", "01/08/2018", "", "N310", "", FLAT, "visit", "purpose=offender; result=seen; announced=yes", "Visited, flat tidy, no concerns", ""),
    ("a5", "19/03/2019", "20/03/2019", "", "N310", "partner:N311", FLAT, "visit", "purpose=offender; result=seen; announced=yes; observed=unknown_adult", "Woman there, he calls her a friend", ""),
    ("a6", "17 Sep 2019", "23 Sep 2019", "", "N310", "", FLAT, "visit", "purpose=offender; result=seen; announced=yes; observed=cot,toys", "Cot and toys in the hall, said to be for his niece", "none"),
    ("a7", "3 Mar 2020", "3 Mar 2020", "", "N310", "", FLAT, "visit", "purpose=offender; result=no_reply; announced=yes", "No reply", "card left"),
    ("a8", "22 Oct 2020", "26 Oct 2020", "", "N310", "", FLAT, "visit", "purpose=offender; result=seen; announced=yes; observed=child_voice", "A child heard in the bedroom, he says the television", ""),
    ("a9", "14 Jun 2022", "16 Jun 2022", "", "N310", "", FLAT, "visit", "purpose=offender; result=seen; announced=yes", "No concerns", ""),
    ("a10", "5 Sep 2023", "5 Sep 2023", "6 Sep 2023", "N310", "", FLAT, "visit", "purpose=offender; result=seen; announced=no; child_seen=yes", "Two children living there", "referred to social care"),
    ("a20", "17/06/2012", "", "17/06/2012", "N320", "", "", "conviction", "category=violent", "Convicted", ""),
    ("a21", "28 Apr 2023", "1 May 2023", "", "N321", "partner:N320", "40 Rope Lane LS10 2PD", "relationship", "type=partner; status=started; source=car", "Stopped in his car; both say they are a couple", ""),
]
HEALTH_PEOPLE: Table = [
    PEOPLE,
    ("H20", "Kerry Moss", "", "1991-07-03", "", "F", "Flat 3 18 Canal Walk Leeds LS9 4QX", "nhs=9991112220"),
    ("H21", "Poppy Moss", "", "2019-05-06", "", "F", "Flat 3 18 Canal Walk Leeds LS9 4QX", "nhs=9991112239"),
    ("H22", "Alfie Moss", "Baby Moss", "2021-11-17", "", "M", "Flat 3, 18 Canal Walk, LS9 4QX", "nhs=9991112247"),
]
HEALTH: Table = [
    CHRONOLOGY,
    ("b1", "8 Nov 2018", "", "", "H20", "", "Flat 3 18 Canal Walk Leeds LS9 4QX", "antenatal_booking", "due=2019-05-10; partner_name=Gareth", "Booking appointment", ""),
    ("b2", "16 May 2019", "20 May 2019", "", "H21", "parent:H20", "Flat 3 18 Canal Walk Leeds LS9 4QX", "residence", "status=registered", "Registered with the practice", ""),
    ("b3", "1 Dec 2021", "", "", "H22", "parent:H20", "Flat 3, 18 Canal Walk, LS9 4QX", "residence", "status=registered", "Registered with the practice", ""),
    ("b4", "2 Feb 2023", "2 Feb 2023", "", "H22", "parent:H20", "", "injury", "site=arm; explained=no; mobile=yes", "Bruise to upper arm, mother not sure how", "advice given"),
    ("b5", "20 Mar 2023", "20 Mar 2023", "", "H22", "parent:H20", "", "injury", "site=cheek; explained=inconsistent; mobile=yes", "Mark on cheek; two accounts given", "to discuss with the named doctor"),
    ("b6", "28 Mar 2023", "29 Mar 2023", "", "H22", "parent:H20", "", "concern", "source=health; reporter=health visitor; harm=neglect", "Health visitor worried about bruises and missed clinics", ""),
]
EDUCATION_PEOPLE: Table = [
    PEOPLE,
    ("S5", "Poppy Moss", "", "06/05/2019", "", "F", "Flat 3, 18 Canal Walk, LS9 4QX", ""),
]
EDUCATION: Table = [
    CHRONOLOGY,
    ("c1", "w/c 4 Sep 2023", "8 Sep 2023", "", "S5", "", "Flat 3, 18 Canal Walk, LS9 4QX", "residence", "status=enrolled", "Started in reception", ""),
]
CARE_PEOPLE: Table = [
    PEOPLE,
    ("C12", "Alfie Moss", "", "2021-11-17", "", "M", "Flat 3, 18 Canal Walk, LS9 4QX", "la=12"),
    ("C13", "Kerry Moss", "", "1991-07-03", "", "F", "Flat 3, 18 Canal Walk, LS9 4QX", ""),
]
CARE: Table = [
    CHRONOLOGY,
    ("d1", "2023-01-10", "", "", "C12", "parent:C13", "", "referral", "source=neighbour; reporter=neighbour; harm=neglect", "Neighbour hears crying at night", ""),
    ("d2", "2023-01-11", "", "", "C12", "", "", "referral_decision", "outcome=nfa; answers=d1", "No further action", ""),
    ("d3", "2023-03-06", "2023-03-07", "", "C12", "parent:C13", "", "contact", "source=school; reporter=nursery; outcome=information", "Nursery says he is often tired and hungry", ""),
    ("d4", "2023-04-12", "2023-04-12", "", "C12", "parent:C13", "Flat 3, 18 Canal Walk, LS9 4QX", "visit", "purpose=child; result=no_reply; announced=no; child_seen=no", "Nobody came to the door", ""),
    ("d5", "2023-04-18", "2023-04-19", "", "C12", "parent:C13", "Flat 3, 18 Canal Walk, LS9 4QX", "visit", "purpose=child; result=no_reply; announced=yes; child_seen=no", "Nobody in at the time agreed", ""),
    ("d6", "2023-09-07", "2023-09-07", "2023-09-07", "C12", "parent:C13", "", "strategy_discussion", "\"attended=social-care,police,health\"", "Strategy discussion after the police visit", "section 47 enquiry"),
]
PROBATION_PEOPLE: Table = [
    PEOPLE,
    ("X40", "Sian Varley", "", "1984-09-27", "", "F", "Beck House, 7 Low Street LS6 8TT", "crn=X404040; nomis=A4040AB"),
    ("X41", "Tom Birch", "", "05/12/1982", "", "M", "40 Rope Lane, LS10 2PD", ""),
]
PROBATION: Table = [
    CHRONOLOGY,
    ("e1", "14/10/2016", "", "14/10/2016", "X40", "", "", "released", "type=licence; from=prison; sentence=indeterminate", "Released on licence", ""),
    ("e2", "14/10/2016", "", "14/10/2016", "X40", "", "", "order_made", "type=licence; until=life; conditions=DISCLOSE_RELATIONSHIPS,NO_DELETE_HISTORY,KEEP_IN_TOUCH", "Licence conditions", ""),
    ("e3", "09/05/2018", "", "09/05/2018", "X40", "", "", "device_inspection", "result=contact_found", "Messages to a man she had not told us of", ""),
    ("e4", "10/05/2018", "", "10/05/2018", "X40", "", "", "breach", "condition=DISCLOSE_RELATIONSHIPS", "Relationship not disclosed", ""),
    ("e5", "14/05/2018", "", "14/05/2018", "X40", "", "", "recall_recommended", "type=INDETERMINATE", "Recall recommended", ""),
    ("e6", "15/05/2018", "", "15/05/2018", "X40", "", "", "revoked", "", "Licence revoked", ""),
    ("e7", "15/05/2018", "", "15/05/2018", "X40", "", "", "returned_to_custody", "", "Returned to custody", ""),
    ("e8", "21/02/2022", "", "21/02/2022", "X40", "", "", "released", "type=licence; from=prison; sentence=indeterminate", "Released again", ""),
    ("e9", "21/02/2022", "", "21/02/2022", "X40", "", "", "order_made", "type=licence; until=life; conditions=DISCLOSE_RELATIONSHIPS,NO_DELETE_HISTORY,KEEP_IN_TOUCH", "Licence conditions", ""),
    ("e10", "18/07/2023", "", "18/07/2023", "X40", "partner:X41", "", "device_inspection", "result=history_deleted", "Messages deleted from her phone", ""),
    ("e11", "18/07/2023", "", "18/07/2023", "X40", "partner:X41", "", "breach", "condition=DISCLOSE_RELATIONSHIPS", "Relationship with a man met online, not disclosed", ""),
    ("e12", "24/07/2023", "", "24/07/2023", "X40", "", "", "recall_recommended", "type=INDETERMINATE", "Recall recommended", ""),
    ("e13", "24/07/2023", "", "24/07/2023", "X40", "", "", "revoked", "", "Licence revoked", ""),
]
HOUSING_PEOPLE: Table = [
    ("Key", "Name", "Date of birth", "Address"),
    ("T7", "Poppy Moss", "06/05/2019", "Flat 3, 18 Canal Walk, LS9 4QX"),
]
HOUSING: Table = [
    ("Date of event", "Person", "Significant event", "Outcome"),
    ("Feb 2020", "T7", "Repairs officer notes a small child in the flat with a man who would not give his name", "None"),
    ("11/11/2021", "T7", "Neighbour reports shouting and a child crying. Police not called.", "Letter sent"),
    ("w/c 6 Mar 2023", "T7", "Gas check: no reply at the door, children's voices heard inside", "Rebooked"),
]
STAFF: Table = [
    ("Name", "Agency", "Team", "Role", "From", "Until", "Answers to"),
    ("Ada Quill", "social care", "Canal", "front door manager", "1 Feb 2024", "", "Ben Marsh"),
    ("Joan Peel", "social care", "Canal", "team manager", "1 Feb 2024", "", "Ben Marsh"),
    ("Ben Marsh", "social care", "", "head of service", "1 May 2023", "", "Ruth Adeyemi"),
    ("Ruth Adeyemi", "social care", "", "director of childrens services", "1 May 2022", "", ""),
    ("Nora Dene", "health", "", "named doctor", "2 Jan 2023", "", ""),
    ("Di Orr", "police", "Public protection", "offender manager", "3 Jun 2024", "", "Sgt Paul Lister"),
    ("Sgt Paul Lister", "police", "Public protection", "offender manager sergeant", "3 Jun 2024", "", ""),
    ("Kit Rowe", "probation", "City", "community offender manager", "9 Sep 2024", "", "Mags Tran"),
    ("Mags Tran", "probation", "City", "senior probation officer", "9 Sep 2024", "", ""),
]
# fmt: on


def main() -> None:
    """Write the files of the agencies, and the list of staff."""
    (HERE / "office").mkdir(exist_ok=True)
    excel("office/staff.xlsx", STAFF, titles=("Staff",))
    word("police.docx", POLICE_PEOPLE, POLICE)
    word("housing.docx", HOUSING_PEOPLE, HOUSING)
    excel("health.xlsx", HEALTH_PEOPLE, HEALTH)
    open_document("education.ods", EDUCATION_PEOPLE, EDUCATION)
    comma("social-care", CARE_PEOPLE, CARE, ",")
    comma("probation", PROBATION_PEOPLE, PROBATION, ";")


def word(name: str, *tables: Table) -> None:
    """A Word document as python-docx makes it, a table after the other."""
    document = docx.Document()
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph()
    document.save(str(HERE / name))


def excel(name: str, *tables: Table, titles: Sequence[str] = ("People", "Chronology")) -> None:
    """A workbook as XlsxWriter makes it, a sheet a table."""
    with xlsxwriter.Workbook(str(HERE / name)) as book:
        for title, rows in zip(titles, tables, strict=True):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def comma(agency: str, people: Table, chronology: Table, separator: str) -> None:
    """Two csv files, as exports from case systems come: one with commas, one with semicolons."""
    for title, rows in (("people", people), ("chronology", chronology)):
        lines = [separator.join(_quoted(v, separator) for v in row) for row in rows]
        (HERE / f"{agency}.{title}.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8-sig"))


def _quoted(value: str, separator: str) -> str:
    value = value.strip('"')
    return f'"{value}"' if separator in value or "," in value or ";" in value else value


def open_document(name: str, *tables: Table) -> None:
    """The smallest OpenDocument spreadsheet that office programs open."""
    sheets = "".join(
        f'<table:table table:name="{title}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(v)}</text:p></table:table-cell>'
                for v in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for title, rows in zip(("People", "Chronology"), tables, strict=True)
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        f'xmlns:manifest="{space}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)


if __name__ == "__main__":
    main()
