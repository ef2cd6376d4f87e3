"""Small documents of every format, made by hand."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(pages, encrypted=False):
    """Return a PDF whose pages are lists of (x, y, size, text); y counts from the foot."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
    kids = []
    for page in pages:
        words = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({escaped(text)}) Tj ET\n" for x, y, size, text in page
        )
        objects.append(f"<</Length {len(words)}>>stream\n{words}endstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    if encrypted:
        key = "<" + "41" * 32 + ">"
        objects.append(f"<</Filter/Standard/V 1/R 2/P -4/O {key}/U {key}>>")
    return _written(objects, encrypted)


def escaped(text):
    return text.replace("(", r"\(").replace(")", r"\)")


def _written(objects, encrypted):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    more = f"/Encrypt {len(objects)} 0 R/ID[<41><41>]" if encrypted else ""
    size = len(objects) + 1
    out.write(f"trailer<</Size {size}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def docx(paragraphs, numbering="", styles="", **others):
    """Return a Word document whose paragraphs are given as XML or as text; others are parts."""
    body = "".join(
        one if one.startswith("<w:") else f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>"
        for one in paragraphs
    )
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    parts |= {f"word/{name}.xml": content for name, content in others.items()}
    return packed(parts)


def packed(parts):
    """Return a ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
