import { expect, test } from "vitest";
import { lead } from "@/lib/entry/lead";

test.each([
  ["/日本?a=ü#é", "/%E6%97%A5%E6%9C%AC?a=%C3%BC#%C3%A9"],
  ["/projects?search=a%20b", "/projects?search=a%20b"],
  ["/a\ud800b", "/a%EF%BF%BDb"],
  ["/a\r\nset-cookie: b", "/a%0D%0Aset-cookie:%20b"],
  ["https://checkout.example/x?y=z", "https://checkout.example/x?y=z"],
])("a browser is led to %j in a header's letters", (target, location) => {
  expect(() => lead(target)).toThrow(
    expect.objectContaining({ digest: expect.stringContaining(`;${location};`) }),
  );
});
