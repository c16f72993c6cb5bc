import { describe, expect, test } from "vitest";
import { isSigned, open, seal, sign } from "@/lib/platform/seal";

const text = "http://acme.localhost:3000/reset-password/über-secret";

describe("a sealed text", () => {
  test("opens to what it was, for its purpose and context, and never looks the same twice", () => {
    const sealed = seal("mail", "mail.send", text);
    expect(open("mail", "mail.send", sealed)).toBe(text);
    expect(sealed).not.toContain("secret");
    expect(seal("mail", "mail.send", text)).not.toBe(sealed);
    expect(open("mail", "", seal("mail", "", ""))).toBe("");
  });

  test("does not open elsewhere, changed, cut or under another key", () => {
    const sealed = seal("mail", "mail.send", text);
    const [version, keyId, body = ""] = sealed.split(".");
    const flipped = Buffer.from(body, "base64url");
    flipped.writeUInt8(flipped.readUInt8(20) ^ 1, 20);
    for (const wrong of [
      () => open("mail", "another.job", sealed),
      () => open("another", "mail.send", sealed),
      () => open("mail", "mail.send", [version, keyId, flipped.toString("base64url")].join(".")),
      () => open("mail", "mail.send", sealed.slice(0, -4)),
      () => open("mail", "mail.send", `${version}.${keyId}.`),
      () => open("mail", "mail.send", [version, "another0", body].join(".")),
      () => open("mail", "mail.send", ["v2", keyId, body].join(".")),
      () => open("mail", "mail.send", ""),
    ])
      expect(wrong).toThrow();
  });
});

test("a signature holds for its purpose and for exactly what was said, part by part", () => {
  const signature = sign("job", "mail.send", "ten_a", "{}");
  expect(isSigned(signature, "job", "mail.send", "ten_a", "{}")).toBe(true);
  expect(isSigned(signature, "another", "mail.send", "ten_a", "{}")).toBe(false);
  expect(isSigned(signature, "job", "mail.send", "ten_b", "{}")).toBe(false);
  expect(isSigned(signature, "job", "mail.sendten_a", "", "{}")).toBe(false);
  expect(isSigned("", "job", "mail.send", "ten_a", "{}")).toBe(false);
});
