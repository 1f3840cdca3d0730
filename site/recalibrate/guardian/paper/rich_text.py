"""Our own HTML as paragraphs, lists and tables of a Word document."""

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from .tables import add_table

HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "summary": 3}
PARAGRAPHS = {"p": None, "blockquote": "Quote", "figcaption": "Caption", "dt": None, "dd": None}
LISTS = {"ul": "List Bullet", "ol": "List"}  # Word would go on counting from the list before
BOLD, ITALIC = ("strong", "b"), ("em", "i")


def add_html(document: Document, html: str) -> None:
    for child in BeautifulSoup(html, "html.parser").children:
        add_element(document, child)


def add_element(document: Document, element: PageElement) -> None:
    """What is no paragraph, list or table is looked into."""
    if isinstance(element, NavigableString):
        if element.strip():
            document.add_paragraph(" ".join(element.split()))
        return
    if not isinstance(element, Tag):
        return
    if element.name in HEADINGS:
        document.add_heading(text_of(element), HEADINGS[element.name])
    elif element.name in PARAGRAPHS and not element.find(["p", "ul", "ol"]):
        add_runs(document.add_paragraph(style=PARAGRAPHS[element.name]), element)
    elif element.name in LISTS:
        for number, item in enumerate(element.find_all("li", recursive=False), start=1):
            paragraph = document.add_paragraph(style=LISTS[element.name])
            if element.name == "ol":
                paragraph.add_run(f"{number}. ")
            add_runs(paragraph, item)
    elif element.name == "table":
        rows = [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in element.find_all("tr")]
        if rows:
            add_table(document, rows[0], rows[1:])
    elif element.name == "img":
        if alt := str(element.get("alt", "")):
            document.add_paragraph(alt, style="Caption")
    else:
        for child in element.children:
            add_element(document, child)


def text_of(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def add_runs(paragraph: Paragraph, element: Tag, *, bold: bool = False, italic: bool = False) -> None:
    for child in element.children:
        if isinstance(child, Tag) and child.name == "a" and child.get("href"):
            add_link(paragraph, text_of(child), str(child["href"]))
        elif isinstance(child, Tag):
            add_runs(paragraph, child, bold=bold or child.name in BOLD, italic=italic or child.name in ITALIC)
        elif isinstance(child, NavigableString):
            run = paragraph.add_run(squeezed(child))
            run.bold, run.italic = bold or None, italic or None


def squeezed(text: str) -> str:
    """Its words, with a space at either end where there was one."""
    middle = " ".join(text.split())
    if not middle:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{middle}{' ' if text[-1:].isspace() else ''}"


def add_link(paragraph: Paragraph, text: str, address: str) -> None:
    """python-docx has no links of its own."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
