import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { tenantKeys } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { workspace } from "../support/world";

const key = () => randomBytes(32).toString("base64");
const [old, current] = [key(), key()];
const cell = ["endpoints", "secret", "end_1"] as const;

/** The port as a process has it that was started with these wrapping keys. */
async function startedWith(keys: string) {
  vi.resetModules();
  vi.stubEnv("ENCRYPTION_KEYS", keys);
  const [{ sealer }, { rewrapKeys }] = await Promise.all([
    import("@/lib/keys/sealer"),
    import("@/lib/keys/rewrap-keys"),
  ]);
  return { sealer, rewrapKeys };
}

const kekOf = async (tenantId: string) => {
  const [row] = await withPlatform((db) =>
    db.select().from(tenantKeys).where(eq(tenantKeys.tenantId, tenantId)),
  );
  return row?.kekId;
};

afterEach(() => vi.unstubAllEnvs());

test("keys move from the one of AUTH_SECRET to a first and to a next, and what they sealed stays as it is", async () => {
  const { id } = await workspace();
  const sealed = await (await startedWith("")).sealer(id).seal(...cell, "text");
  expect(await kekOf(id)).toMatch(/^AUTH_SECRET /);

  const first = await startedWith(`one:${old}`);
  expect(await first.sealer(id).open(...cell, sealed)).toBe("text");
  while ((await first.rewrapKeys(1)) > 0);
  expect(await kekOf(id)).toBe("one");

  const second = await startedWith(`two:${current},one:${old}`);
  expect(await second.sealer(id).open(...cell, sealed)).toBe("text");
  expect(await second.rewrapKeys()).toBeGreaterThan(0);
  expect(await second.rewrapKeys()).toBe(0);
  expect(await kekOf(id)).toBe("two");

  expect(await (await startedWith(`two:${current}`)).sealer(id).open(...cell, sealed)).toBe("text");
});

test("without the key that wrapped it a secret is unavailable, also to sealing, and nothing else is made in its place", async () => {
  const { id } = await workspace();
  const sealed = await (await startedWith(`lost:${old}`)).sealer(id).seal(...cell, "text");
  for (const keys of ["", `other:${current}`, `lost:${current}`]) {
    const { sealer, rewrapKeys } = await startedWith(keys);
    const unavailable = { code: "unavailable", message: expect.not.stringContaining("lost") };
    await expect(sealer(id).open(...cell, sealed)).rejects.toMatchObject(unavailable);
    await expect(sealer(id).seal(...cell, "text")).rejects.toMatchObject(unavailable);
    await rewrapKeys();
    expect(await kekOf(id)).toBe("lost");
  }
});

test.each([
  ["a key that is too short", `one:${randomBytes(16).toString("base64")}`],
  ["a key without its name", key()],
  ["a name with capitals and blanks", `A key:${key()}`],
  ["one name for two keys", `one:${key()},one:${key()}`],
])("the start is refused for %s, and the message tells no key", async (_, keys) => {
  const refused = startedWith(keys).then(({ sealer }) => sealer("ten_0").seal(...cell, "text"));
  const message = await refused.then(String, ({ message }: Error) => message);
  expect(message).toContain("ENCRYPTION_KEYS");
  expect(message).not.toContain(keys);
});
