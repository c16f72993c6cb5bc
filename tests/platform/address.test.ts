import { expect, test } from "vitest";
import { addressBlock, clientAddress } from "@/lib/platform/address";

const from = (value: string) => new Headers({ "x-forwarded-for": value });

test("without a trusted proxy a forwarded address is not believed", () => {
  expect(clientAddress(from("198.51.100.1"), 0)).toBeNull();
});

test("behind one proxy the last entry counts, whatever the client put before it", () => {
  expect(clientAddress(from("1.1.1.1, 2.2.2.2, 198.51.100.1"), 1)).toBe("198.51.100.1");
  expect(clientAddress(from("198.51.100.1, 10.0.0.9"), 2)).toBe("198.51.100.1");
});

test("on Vercel only Vercel's own header counts", () => {
  const headers = new Headers({ "x-forwarded-for": "1.1.1.1", "x-vercel-forwarded-for": "198.51.100.1" });
  expect(clientAddress(headers, "vercel")).toBe("198.51.100.1");
});

test("addresses of one /64 count as one, however they are written", () => {
  const block = addressBlock("2001:db8:0:1::1");
  expect(addressBlock("2001:0db8:0000:0001:ffff:1:2:3")).toBe(block);
  expect(addressBlock("2001:db8:0:2::1")).not.toBe(block);
  expect(addressBlock("::1")).toBe("0:0:0:0");
  expect(addressBlock("198.51.100.1")).toBe("198.51.100.1");
});
