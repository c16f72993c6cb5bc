type Cell = string | number | Date | null;

/** What a spreadsheet would run as a formula (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r]/;

/** A line of a CSV file (RFC 4180). A text that begins like a formula gets an apostrophe, with which it is shown and not run. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === "number") return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** So that Excel reads the file as UTF-8. */
export const byteOrderMark = "\ufeff";
