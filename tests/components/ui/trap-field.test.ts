import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { QuoteForm } from "@/components/quotes/quote-form";
import { FormContext } from "@/components/ui/form";
import { TrapField } from "@/components/ui/trap-field";

const asForm = (html: string) => /<div[^>]*aria-hidden="true"[^>]*>.*?<input([^>]*)>/.exec(html);

test("the quote form has a field that nobody sees, reads out or tabs to, and that is sent empty", () => {
  const html = renderToStaticMarkup(createElement(QuoteForm, { action: async (state) => state }));
  const [trap = "", input = ""] = asForm(html) ?? [];
  expect(trap).toMatch(/class="[^"]*sr-only/);
  expect(input).toContain('name="fax"');
  expect(input).toContain('tabindex="-1"');
  expect(input).not.toContain("required");
  expect(input).not.toMatch(/ value="[^"]/);
});

test("it is seen where it was filled in all the same", () => {
  const fields = { fax: ["Leave this empty."] };
  const refused = { status: "error" as const, message: "", fields };
  const trap = createElement(TrapField, { name: "fax" });
  const form = createElement(FormContext, { value: { id: "form", state: refused } }, trap);
  const html = renderToStaticMarkup(form);
  expect(asForm(html)).toBeNull();
  expect(html).toContain("Leave this empty.");
});
