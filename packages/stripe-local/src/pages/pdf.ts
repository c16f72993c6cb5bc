const LINES_PER_PAGE = 42;
const FIRST_OBJECT_OF_PAGES = 5;
/** Where WinAnsi, the encoding of the fonts, has the one currency sign that Latin-1 lacks. */
const EURO = "\x80";

/** A PDF with a heading and plain lines in Latin-1, set in Courier so that columns line up, on as many pages as needed. */
export function pdf(title: string, lines: string[]): string {
  const pages: string[][] = [];
  for (let from = 0; from < Math.max(1, lines.length); from += LINES_PER_PAGE) {
    pages.push(lines.slice(from, from + LINES_PER_PAGE));
  }
  const kids = pages.map((_, index) => `${FIRST_OBJECT_OF_PAGES + 2 * index} 0 R`);
  return document([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${pages.length} >>`,
    font("Courier"),
    font("Helvetica-Bold"),
    ...pages.flatMap((page, index) => pageObjects(title, page, FIRST_OBJECT_OF_PAGES + 2 * index)),
  ]);
}

function pageObjects(title: string, lines: string[], id: number): string[] {
  const heading = `/F2 18 Tf 50 780 Td (${escaped(title)}) Tj`;
  const body = lines.map((line) => `(${escaped(line)}) Tj T*`).join(" ");
  const content = `BT ${heading} /F1 10 Tf 16 TL 0 -36 Td ${body} ET`;
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${id + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
}

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function document(objects: string[]): string {
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, "0");
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join("");
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

function escaped(line: string): string {
  return line
    .replaceAll("×", "x")
    .replaceAll(/[–−]/g, "-")
    .replaceAll("€", EURO)
    .replaceAll(/[^\x20-\x7e\x80\xa0-\xff]/g, "?")
    .replaceAll(/[\\()]/g, "\\$&");
}
