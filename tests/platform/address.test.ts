import { expect, test } from "vitest";
import { addressBlock, addressBlocks, clientAddress } from "@/lib/platform/address";

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

test("an address of IPv6 is counted in the networks around it too, each of which may do more", () => {
  expect(addressBlocks("2001:db8:7:abcd::1")).toEqual([
    { name: "2001:db8:7:abcd", share: 1 },
    { name: "2001:db8:7:ab/56", share: 4 },
    { name: "2001:db8:7/48", share: 16 },
  ]);
  expect(addressBlocks("198.51.100.1")).toEqual([{ name: "198.51.100.1", share: 1 }]);
});

test.each([
  ["203.0.113.8:50001", "203.0.113.8"],
  ["[2001:DB8::0:1]:443", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["[fe80::1%25eth0]:80", "fe80::1"],
  ["::ffff:203.0.113.8", "203.0.113.8"],
  ["[::FFFF:cb00:7108]:9", "203.0.113.8"],
])("%s is one address, %s: without port, brackets, zone and spelling", (written, address) => {
  expect(clientAddress(from(written), 1)).toBe(address);
  const headers = new Headers({ "x-vercel-forwarded-for": written });
  expect(clientAddress(headers, "vercel")).toBe(address);
});

test.each([
  "unknown",
  "_hidden",
  "203.0.113",
  "0x7f.1",
  "192.0.2.010",
  "1234",
  "203.0.113.8:x",
  "::1::2",
  "[",
  "",
])("%j is no address and nobody vouches for one", (written) => {
  expect(clientAddress(from(written), 1)).toBeNull();
});

test("a port that changes with every request does not make another block", () => {
  const blocks = [50_001, 50_002].map((port) => addressBlock(clientAddress(from(`203.0.113.8:${port}`), 1)));
  expect(new Set(blocks)).toEqual(new Set(["203.0.113.8"]));
  expect(addressBlock("[2001:db8:0:1::9]:443")).toBe(addressBlock("2001:db8:0:1::1"));
  expect(addressBlock("::ffff:203.0.113.8")).toBe("203.0.113.8");
});
