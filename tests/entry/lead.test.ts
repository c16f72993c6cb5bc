import { expect, test, vi } from "vitest";
import { lead } from "@/lib/entry/lead";
import { slugHeader } from "@/lib/entry/place";

/** What the request says of where it arrived. */
const asked = vi.hoisted(() => ({ headers: { host: "localhost:3000" } as Record<string, string> }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(asked.headers) }));

const to = (location: string) =>
  expect.objectContaining({ digest: expect.stringContaining(`;${location};`) });

test.each([
  ["/日本?a=ü#é", "/%E6%97%A5%E6%9C%AC?a=%C3%BC#%C3%A9"],
  ["/projects?search=a%20b", "/projects?search=a%20b"],
  ["/a\ud800b", "/a%EF%BF%BDb"],
  ["/a\r\nset-cookie: b", "/a%0D%0Aset-cookie:%20b"],
  ["https://checkout.example/x?y=z", "https://checkout.example/x?y=z"],
])("a browser is led to %j in a header's letters", async (target, location) => {
  await expect(lead(target)).rejects.toEqual(to(location));
});

test("on a workspace's own host nobody is led elsewhere by a header that says so", async () => {
  asked.headers = { host: "acme.localhost:3000", [slugHeader]: "globex" };
  await expect(lead("/projects")).rejects.toEqual(to("/projects"));
});
