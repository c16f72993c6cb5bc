import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { FormCheckbox } from "@/components/ui/form-field";
import { formInput } from "@/lib/entry/form-input";

const schema = z.strictObject({ isPublic: z.boolean().default(true) });

/** What a browser sends of a form: hidden fields, and boxes that are ticked. */
function sent(html: string): FormData {
  const form = new FormData();
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    const isSent = attribute("type") !== "checkbox" || / checked=/.test(input);
    if (isSent) form.append(attribute("name"), attribute("value"));
  }
  return form;
}

test.each([true, false])("a box says %s, whatever holds where nothing is said", (defaultChecked) => {
  const html = renderToStaticMarkup(
    createElement(FormCheckbox, { name: "isPublic", label: "Public", defaultChecked }),
  );
  expect(formInput(schema, sent(html))).toEqual({ isPublic: defaultChecked });
});
