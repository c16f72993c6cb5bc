import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { Invoice } from "./get-invoice";
import { type Amount, addressLines, amountsOf, factsOf, linesOf } from "./invoice-text";

const fonts = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");
const ink = "#18181b";
const soft = "#6b7280";
const rule = "#e4e4e7";
const margin = 56;

type Document = PDFKit.PDFDocument;

/** An invoice on A4, as many pages as its lines need. What it can write is what its typeface has: Latin and Cyrillic. */
export async function invoicePdf(invoice: Invoice, issuer: string[]): Promise<Buffer> {
  const document = new PDFDocument({
    size: "A4",
    margin,
    bufferPages: true,
    info: { Title: `Invoice ${invoice.number}`, Author: issuer[0] ?? "" },
  });
  document.registerFont("regular", join(fonts, "Geist-Regular.ttf"));
  document.registerFont("bold", join(fonts, "Geist-SemiBold.ttf"));
  const finished = collect(document);
  drawHead(document, invoice, issuer);
  drawLines(document, invoice);
  drawAmounts(document, amountsOf(invoice));
  numberPages(document, invoice.number);
  document.end();
  return finished;
}

function collect(document: Document): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((done, failed) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => done(Buffer.concat(chunks)));
    document.on("error", failed);
  });
}

function drawHead(document: Document, invoice: Invoice, issuer: string[]): void {
  document.font("bold").fontSize(20).fillColor(ink).text("Invoice", margin, margin);
  const half = widthOf(document) / 2 - 12;
  const top = document.y + 18;
  drawBlock(document, "From", issuer, margin, top, half);
  const fromEnd = document.y;
  drawBlock(document, "Billed to", addressLines(invoice), margin + half + 24, top, half);
  const facts = Math.max(document.y, fromEnd);
  drawFacts(document, factsOf(invoice), facts + 18);
}

function drawBlock(
  document: Document,
  title: string,
  lines: string[],
  x: number,
  y: number,
  width: number,
): void {
  document.font("bold").fontSize(8).fillColor(soft).text(title, x, y, { width });
  document.font("regular").fontSize(10).fillColor(ink);
  for (const line of lines) document.text(line, x, document.y + 2, { width });
}

function drawFacts(document: Document, facts: [string, string][], y: number): void {
  const width = widthOf(document) / facts.length;
  for (const [at, [name, value]] of facts.entries()) {
    document
      .font("bold")
      .fontSize(8)
      .fillColor(soft)
      .text(name, margin + at * width, y, { width });
    document
      .font("regular")
      .fontSize(10)
      .fillColor(ink)
      .text(value, margin + at * width, y + 13, { width });
  }
  document.y = y + 46;
}

const amountWidth = 90;

function drawLines(document: Document, invoice: Invoice): void {
  drawRow(document, ["Description", "Amount"], { isHeading: true });
  for (const { description, period, amount } of linesOf(invoice)) {
    drawRow(document, [description, amount], { note: period });
  }
}

/** One row with a rule under it; a row that no longer fits starts the next page. */
function drawRow(
  document: Document,
  [left, right]: [string, string],
  { note, isHeading = false }: { note?: string; isHeading?: boolean } = {},
): void {
  const width = widthOf(document) - amountWidth - 12;
  document.font(isHeading ? "bold" : "regular").fontSize(isHeading ? 8 : 10);
  const height = document.heightOfString(left, { width }) + (note ? 14 : 0) + 14;
  if (document.y + height > document.page.height - margin - 24) document.addPage();
  const y = document.y + 7;
  const color = isHeading ? soft : ink;
  document.fillColor(color).text(left, margin, y, { width });
  if (note)
    document
      .fontSize(8)
      .fillColor(soft)
      .text(note, margin, document.y + 2, { width });
  const end = document.y;
  document.fontSize(isHeading ? 8 : 10).fillColor(color);
  document.text(right, margin + width + 12, y, { width: amountWidth, align: "right" });
  document.y = end + 7;
  document
    .moveTo(margin, document.y)
    .lineTo(document.page.width - margin, document.y)
    .lineWidth(0.5)
    .stroke(rule);
}

function drawAmounts(document: Document, amounts: Amount[]): void {
  if (document.y + amounts.length * 18 > document.page.height - margin - 24) document.addPage();
  document.y += 6;
  const x = document.page.width - margin - 240;
  for (const { label, value, isTotal } of amounts) {
    const y = document.y + 5;
    document
      .font(isTotal ? "bold" : "regular")
      .fontSize(10)
      .fillColor(isTotal ? ink : soft);
    document
      .text(label, x, y, { width: 140 })
      .fillColor(ink)
      .text(value, x + 140, y, { width: 100, align: "right" });
  }
}

/** The foot stands below the margin, where pdfkit would start another page: the margin steps aside for it. */
function numberPages(document: Document, number: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const y = document.page.height - margin + 12;
    document.font("regular").fontSize(8).fillColor(soft);
    document.text(`${number}  ·  ${page + 1} of ${count}`, margin, y, {
      width: widthOf(document),
      align: "right",
    });
  }
}

const widthOf = (document: Document): number => document.page.width - 2 * margin;
