import { expect, test } from "vitest";
import { maskEmail } from "@/lib/core/mask-email";
import { ends } from "../support/ends";

test.each([
  ["kim@acme.example", "k…@a….example"],
  ["  kim@mail.acme.com ", "k…@m….com"],
  ["kim@acme", "…"],
  ["hunter2 is my password", "…"],
  ["a@b@c.com", "…"],
  ["", "…"],
])("%j is told as %s", (typed, said) => {
  expect(maskEmail(typed)).toBe(said);
});

test("a megabyte of anything is masked in proportion to its length", { timeout: 90_000 }, () => {
  const script = `
    const { maskEmail } = require("./lib/core/mask-email.ts");
    for (const one of [" ", "@", ".", "a"])
      for (const typed of [one.repeat(1e6), one.repeat(1e6) + "kim@acme.international", "a@" + one.repeat(1e6)])
        maskEmail(typed);`;
  expect(ends(script)).toBe(true);
});
