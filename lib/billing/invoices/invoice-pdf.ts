import PDFDocument from "pdfkit";
import type { Invoice } from "./get-invoice";
import { type Amount, addressLines, amountsOf, factsOf, linesOf, notesOf, titleOf } from "./invoice-text";
import { type Box, heightOf, type Style, writeText } from "./write-text";

const ink = "#18181b";
const soft = "#6b7280";
const rule = "#e4e4e7";
const margin = 56;

const plain: Style = { size: 10, color: ink };
const strong: Style = { ...plain, weight: "SemiBold" };
const label: Style = { size: 8, color: soft, weight: "SemiBold" };
const note: Style = { size: 8, color: soft };

type Document = PDFKit.PDFDocument;

/** An invoice on A4, as many pages as its lines need, in whatever scripts its names are. */
export async function invoicePdf(invoice: Invoice, issuer: string[]): Promise<Buffer> {
  const document = new PDFDocument({
    size: "A4",
    margin,
    bufferPages: true,
    info: { Title: `${titleOf(invoice)} ${invoice.number}`, Author: issuer[0] ?? "" },
  });
  const finished = collect(document);
  drawHead(document, invoice, issuer);
  drawLines(document, invoice);
  drawAmounts(document, amountsOf(invoice));
  drawNotes(document, notesOf(invoice));
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
  writeText(
    document,
    titleOf(invoice),
    { ...strong, size: 20 },
    { x: margin, y: margin, width: widthOf(document) },
  );
  const half = widthOf(document) / 2 - 12;
  const top = document.y + 14;
  drawBlock(document, "From", issuer, { x: margin, y: top, width: half });
  const fromEnd = document.y;
  drawBlock(document, "Billed to", addressLines(invoice), { x: margin + half + 24, y: top, width: half });
  drawFacts(document, factsOf(invoice), Math.max(document.y, fromEnd) + 18);
}

function drawBlock(document: Document, title: string, lines: string[], box: Box): void {
  writeText(document, title, label, box);
  for (const line of lines) writeText(document, line, plain, { ...box, y: document.y });
}

function drawFacts(document: Document, facts: [string, string][], y: number): void {
  const gap = 8;
  const step = (widthOf(document) + gap) / facts.length;
  const ends = facts.map(([name, value], at) => {
    const box = { x: margin + at * step, width: step - gap };
    writeText(document, name, label, { ...box, y });
    writeText(document, value, plain, { ...box, y: y + 13 });
    return document.y;
  });
  document.y = Math.max(...ends) + 18;
}

const amountWidth = 90;

function drawLines(document: Document, invoice: Invoice): void {
  drawRow(document, ["Description", "Amount"], { isHeading: true });
  for (const { description, period, amount } of linesOf(invoice)) {
    drawRow(document, [description, amount], { remark: period });
  }
}

/** One row with a rule under it; a row that no longer fits starts the next page. */
function drawRow(
  document: Document,
  [left, right]: [string, string],
  { remark, isHeading = false }: { remark?: string; isHeading?: boolean } = {},
): void {
  const width = widthOf(document) - amountWidth - 12;
  const style = isHeading ? label : plain;
  startPageBefore(document, heightOf(document, left, style, width) + (remark ? 14 : 0) + 14);
  const y = document.y + 7;
  writeText(document, left, style, { x: margin, y, width });
  if (remark) writeText(document, remark, note, { x: margin, y: document.y, width });
  const end = document.y;
  const column = { x: margin + width + 12, y, width: amountWidth, isRight: true };
  writeText(document, right, style, column);
  drawRule(document, end + 7);
}

function startPageBefore(document: Document, height: number): void {
  if (document.y + height > document.page.height - margin - 24) document.addPage();
}

function drawRule(document: Document, y: number): void {
  document
    .moveTo(margin, y)
    .lineTo(document.page.width - margin, y)
    .lineWidth(0.5)
    .stroke(rule);
  document.y = y;
}

function drawAmounts(document: Document, amounts: Amount[]): void {
  startPageBefore(document, amounts.length * 18);
  document.y += 6;
  const x = document.page.width - margin - 240;
  for (const { label: name, value, isTotal } of amounts) {
    const y = document.y + 4;
    writeText(document, value, isTotal ? strong : plain, { x: x + 140, y, width: 100, isRight: true });
    writeText(document, name, isTotal ? strong : { ...plain, color: soft }, { x, y, width: 140 });
  }
}

function drawNotes(document: Document, notes: string[]): void {
  for (const text of notes) {
    startPageBefore(document, 32);
    writeText(document, text, plain, { x: margin, y: document.y + 16, width: widthOf(document) });
  }
}

/** The foot stands below the margin, where pdfkit would start another page: the margin steps aside for it. */
function numberPages(document: Document, number: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const y = document.page.height - margin + 12;
    const foot = `${number}  ·  ${page + 1} of ${count}`;
    writeText(document, foot, note, { x: margin, y, width: widthOf(document), isRight: true });
  }
}

const widthOf = (document: Document): number => document.page.width - 2 * margin;
