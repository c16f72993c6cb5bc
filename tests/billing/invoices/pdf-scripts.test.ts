import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, test } from "vitest";
import { billingInvoices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { getInvoice, type Invoice } from "@/lib/billing/invoices/get-invoice";
import { invoicePdf } from "@/lib/billing/invoices/invoice-pdf";
import { type Face, piecesOf } from "@/lib/billing/invoices/typefaces";
import { visualLine } from "@/lib/billing/invoices/visual-line";
import { newId } from "@/lib/platform/id";
import { workspace } from "../../support/world";

const names = {
  Latin: "Łódź & Søn – Nguyễn Thị Thùy",
  Greek: "Ελληνική Εταιρεία Α.Ε. Ἀθῆναι",
  Cyrillic: "Общество «Ромашка» Ґалаґан",
  Hebrew: "חברת השקעות בע״מ (1998)",
  Arabic: "شركة الاختبار المحدودة ١٢٣",
  Persian: "می\u200Cخواهم پارسی",
  Chinese: "测试有限公司 臺灣測試",
  Japanese: "株式会社テストジャパン・あいう",
  Korean: "주식회사 테스트",
  Thai: "บริษัท ทดสอบ จำกัด",
  Devanagari: "परीक्षण क्षत्रिय कंपनी",
  Bengali: "পরীক্ষা লিমিটেড",
  Tamil: "சோதனை நிறுவனம்",
  Kannada: "ಪರೀಕ್ಷೆ",
  Malayalam: "പരിശോധന രാജന്\u200D",
  Khmer: "ក្រុមហ៊ុន",
  Burmese: "မြန်မာကြောင့်",
  Georgian: "საქართველო",
  Armenian: "Հայաստան",
  Emoji: "🚀 👨\u200D👩\u200D👧 ❤\uFE0F Team 1\uFE0F\u20E3",
  Sinhala: "ශ්\u200Dරී ලංකා",
  Telugu: "పరీక్ష",
  Gujarati: "પરીક્ષણ",
  Punjabi: "ਟੈਸਟ",
  Lao: "ທົດສອບ",
  Odia: "ପରୀକ୍ଷା",
  "a script without a face of its own": "ሰላም ᏣᎳᎩ ᐃᓄᒃᑎᑐᑦ",
  signs: "€ £ ₹ ₿ ™ № → ✓ ★ ☎",
};

let stored: Invoice;
beforeAll(async () => {
  const acme = await workspace();
  const number = `INV-202611-${String(process.pid % 1_000_000).padStart(6, "0")}`;
  const money = { subtotal: 3_500, discount: 0, tax: 0, total: 3_500, amountDue: 3_500, amountPaid: 3_500 };
  await withPlatform((db) =>
    db.insert(billingInvoices).values({
      ...{ stripeId: newId("int"), tenantId: acme.id, number, status: "paid", currency: "usd" },
      ...{ ...money, amountRemaining: 0, attemptCount: 1, draftedAt: new Date(), issuedAt: new Date() },
    }),
  );
  stored = await acme.owner.ask(getInvoice, { number });
});
const invoice = (workspaceName: string): Invoice => ({ ...stored, workspaceName });

async function placesIn(pdf: Buffer) {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, (_, n) => document.getPage(n + 1));
  const texts = await Promise.all(pages.map(async (page) => (await page).getTextContent()));
  return texts
    .flatMap(({ items }) => items)
    .flatMap((item) =>
      "str" in item
        ? [
            {
              ...{ text: item.str, width: item.width },
              ...{ x: Number(item.transform[4]), y: Number(item.transform[5]) },
            },
          ]
        : [],
    );
}

const textOf = async (pdf: Buffer) => (await placesIn(pdf)).map(({ text }) => text).join("");

describe("an invoice's PDF", () => {
  test.each(Object.entries(names))("writes %s without a box", async (_, name) => {
    for (const { face, text } of piecesOf(name, "Regular"))
      expect([text, face.font.layout(text, []).glyphs.filter(({ id }) => id === 0)]).toEqual([text, []]);
  });

  test("holds them as text, on as many lines as they need", async () => {
    const words = ["Ελληνική", "Ромашка", "测试有限公司", "株式会社テスト", "주식회사", "საქართველო", "ᏣᎳᎩ"];
    const pdf = await invoicePdf(invoice(words.join(" ")), ["Tenantry"]);
    const found = await textOf(pdf);
    for (const word of words) expect(found).toContain(word);
  });

  test("breaks a name without blanks, and no line is wider than its column", async () => {
    const long = "株式会社".repeat(60) + "W".repeat(80);
    const pdf = await invoicePdf(invoice(long), ["Tenantry"]);
    for (const { x, width } of await placesIn(pdf)) expect(x + width).toBeLessThanOrEqual(595.28 - 56 + 0.5);
  });
});

describe("the rows of an invoice's PDF", () => {
  const order = "Order of the purchasing department, number 4711-2026-0815";
  const billTo = { name: "Acme", address: null, taxIds: [], purchaseOrder: order };
  const heightsIn = async (drawn: Invoice) => {
    const places = await placesIn(await invoicePdf(drawn, ["Tenantry"]));
    return (text: string) => {
      const found = places.filter((one) => one.text.includes(text)).map(({ y }) => y);
      if (found.length === 0) throw new Error(`${text} is not drawn`);
      return found;
    };
  };

  test("begin below a number of the customer's order that takes several lines", async () => {
    const at = await heightsIn({ ...stored, billTo, corrects: "INV-202611-000001", dueAt: new Date() });
    expect(at("Description")[0]).toBeLessThan(Math.min(...at("0815")) - 10);
  });

  test("stand apart where what an amount is for takes two lines", async () => {
    const taxes = [{ percent: 8.875, taxable: 99_999_999_999, amount: 1, reason: null }];
    const at = await heightsIn({ ...stored, tax: 1, taxes });
    expect(at("Total")[0]).toBeLessThan(Math.min(...at("999,999,999.99")) - 10);
  });
});

describe("a line that is read from the right", () => {
  const drawn = (line: string) =>
    visualLine(line, "Regular")
      .map(({ face, text }) => glyphsOf(face, text))
      .join("");
  const glyphsOf = ({ font }: Face, text: string) =>
    font
      .layout(text, [])
      .glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints))
      .join("");

  test.each([
    ["Hebrew words", "אבג דהו", "והד גבא"],
    ["a number in Hebrew, with brackets", "אב (1998) גד", "דג (1998) בא"],
    ["Arabic digits", "دار ١٢٣", "١٢٣ راد"],
    ["Hebrew in an English line", "Acme אבג Ltd", "Acme גבא Ltd"],
    ["English in a Hebrew line", "אבג Acme Ltd דה", "הד Acme Ltd גבא"],
  ])("stands as it is seen: %s", (_, read, seen) => {
    expect(drawn(read)).toBe(seen);
  });
});
