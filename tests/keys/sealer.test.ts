import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { tenantKeys } from "@/db/schema/platform";
import { withPlatform, withTenant } from "@/db/tenant";
import { destroyKeys } from "@/lib/keys/destroy-keys";
import { rotateKey } from "@/lib/keys/rotate-key";
import { sealer } from "@/lib/keys/sealer";
import { clock, minutes } from "@/lib/platform/clock";
import { workspace } from "../support/world";

afterEach(() => clock.reset());

const text = "whsec_über-secret";
const rowsOf = (tenantId: string) =>
  withPlatform((db) =>
    db.select().from(tenantKeys).where(eq(tenantKeys.tenantId, tenantId)).orderBy(tenantKeys.version),
  );

describe("what is sealed for a workspace", () => {
  test("opens to what it was in its own cell, and never looks the same twice", async () => {
    const { id } = await workspace();
    const { seal, open } = sealer(id);
    const sealed = await seal("endpoints", "secret", "end_1", text);
    expect(await open("endpoints", "secret", "end_1", sealed)).toBe(text);
    expect(sealed).toMatch(/^v1\.1\.[\w-]+$/);
    expect(await seal("endpoints", "secret", "end_1", text)).not.toBe(sealed);
    expect(await open("endpoints", "secret", "end_1", await seal("endpoints", "secret", "end_1", ""))).toBe(
      "",
    );
  });

  test("does not open in another row, column, table, workspace or for another purpose", async () => {
    const [acme, evil] = await Promise.all([workspace(), workspace({ name: "Evil" })]);
    const sealed = await sealer(acme.id).seal("endpoints", "secret", "end_1", text);
    await sealer(evil.id).seal("endpoints", "secret", "end_1", text);
    await sealer(acme.id, "person usr_1").seal("endpoints", "secret", "end_1", text);
    const { open } = sealer(acme.id);
    for (const wrong of [
      () => open("endpoints", "secret", "end_2", sealed),
      () => open("endpoints", "token", "end_1", sealed),
      () => open("sinks", "secret", "end_1", sealed),
      () => open("endpointssecret", "", "end_1", sealed),
      () => sealer(evil.id).open("endpoints", "secret", "end_1", sealed),
      () => sealer(acme.id, "person usr_1").open("endpoints", "secret", "end_1", sealed),
    ])
      await expect(wrong()).rejects.toThrow("was not sealed for this row");
  });

  test("does not open changed, cut, in another format or under a version that is not there", async () => {
    const { id } = await workspace();
    const { seal, open } = sealer(id);
    const sealed = await seal("endpoints", "secret", "end_1", text);
    const flipped = Buffer.from(sealed.slice("v1.1.".length), "base64url");
    flipped.writeUInt8(flipped.readUInt8(14) ^ 1, 14);
    for (const wrong of [
      `v1.1.${flipped.toString("base64url")}`,
      sealed.slice(0, -4),
      "v1.1.AAAA",
      sealed.replace("v1.", "v2."),
      sealed.replace("v1.1.", "v1.7."),
      text,
      "",
    ])
      await expect(open("endpoints", "secret", "end_1", wrong)).rejects.toThrow();
  });

  test("stands under one key, however many seal first at once", async () => {
    const { id } = await workspace();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => sealer(id).seal("endpoints", "secret", `end_${n}`, text)),
    );
    expect(await rowsOf(id)).toHaveLength(1);
    for (const [n, sealed] of all.entries())
      expect(await sealer(id).open("endpoints", "secret", `end_${n}`, sealed)).toBe(text);
  });

  test("is sealed and opened inside a transaction of the workspace, as many as there are connections", async () => {
    const worlds = await Promise.all(Array.from({ length: 12 }, () => workspace()));
    const opened = await Promise.all(
      worlds.map(({ id }) =>
        withTenant(id, async () =>
          sealer(id).open("t", "c", "r", await sealer(id).seal("t", "c", "r", `of ${id}`)),
        ),
      ),
    );
    expect(opened).toEqual(worlds.map(({ id }) => `of ${id}`));
  });
});

test("no key stands in the database as it is, and a workspace's own transaction sees none", async () => {
  const { id } = await workspace();
  await sealer(id).seal("endpoints", "secret", "end_1", text);
  const [row] = await rowsOf(id);
  expect(row).toMatchObject({ version: 1, state: "active", kekId: expect.stringMatching(/^AUTH_SECRET /) });
  expect(Buffer.from(row?.wrapped ?? "", "base64url")).toHaveLength(12 + 32 + 16);
  await expect(withTenant(id, (db) => db.select().from(tenantKeys))).rejects.toMatchObject({
    cause: { code: "42501" },
  });
});

describe("a rotated key", () => {
  test("opens what it has sealed, seals nothing more, and gives way row by row", async () => {
    const { id } = await workspace();
    const { seal, open, reseal } = sealer(id);
    const old = await seal("endpoints", "secret", "end_1", text);
    expect(await reseal("endpoints", "secret", "end_1", old)).toBeNull();
    expect(await rotateKey(id)).toBe(2);
    expect((await rowsOf(id)).map(({ state }) => state)).toEqual(["retired", "active"]);
    expect(await open("endpoints", "secret", "end_1", old)).toBe(text);
    const renewed = await reseal("endpoints", "secret", "end_1", old);
    expect(renewed).toMatch(/^v1\.2\./);
    expect(await open("endpoints", "secret", "end_1", renewed ?? "")).toBe(text);
    await expect(reseal("endpoints", "secret", "end_2", old)).rejects.toThrow("was not sealed for this row");
  });

  test("is replaced once, however many ask at once; where there is none, there is nothing to do", async () => {
    const { id } = await workspace();
    expect(await rotateKey(id)).toBeNull();
    await sealer(id).seal("endpoints", "secret", "end_1", text);
    const made = await Promise.all([rotateKey(id), rotateKey(id), rotateKey(id)]);
    const states = (await rowsOf(id)).map(({ state }) => state);
    expect(states.filter((state) => state === "active")).toHaveLength(1);
    expect(states).toHaveLength(1 + made.filter((version) => version !== null).length);
  });

  test("is what another process seals with for at most five minutes", async () => {
    const { id } = await workspace();
    const { seal } = sealer(id);
    await seal("endpoints", "secret", "end_1", text);
    const elsewhere = "update platform.tenant_keys set state = 'retired' where tenant_id = $1";
    await raw(elsewhere, id);
    await raw(
      `insert into platform.tenant_keys (tenant_id, purpose, version, kek_id, wrapped)
       select tenant_id, purpose, 2, kek_id, wrapped from platform.tenant_keys where tenant_id = $1`,
      id,
    );
    expect(await seal("endpoints", "secret", "end_1", text)).toMatch(/^v1\.1\./);
    clock.shift(minutes(5));
    // Version 2 is a copy of version 1, and a wrapped key too opens only as the one it is.
    await expect(seal("endpoints", "secret", "end_1", text)).rejects.toMatchObject({ code: "unavailable" });
  });
});

test("what was sealed under a destroyed key says so, and nothing can be sealed any more", async () => {
  const { id } = await workspace();
  const person = sealer(id, "person usr_1");
  const { seal, open } = sealer(id);
  const [sealed, apart] = [await seal("t", "c", "r", text), await person.seal("t", "c", "r", text)];
  await rotateKey(id);
  expect(await destroyKeys(id)).toBe(2);
  expect(await destroyKeys(id)).toBe(0);
  const gone = { code: "not_found", message: expect.stringContaining("no longer be read") };
  await expect(open("t", "c", "r", sealed)).rejects.toMatchObject(gone);
  await expect(seal("t", "c", "r", text)).rejects.toMatchObject(gone);
  expect(await person.open("t", "c", "r", apart)).toBe(text);
  expect((await rowsOf(id)).map(({ wrapped }) => wrapped)).toContain(null);
});

test("a workspace that is not there gets no key", async () => {
  await expect(sealer("ten_00000000000000000000000000").seal("t", "c", "r", text)).rejects.toThrow();
});

async function raw(statement: string, id: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
  await client.connect();
  await client.query(statement, [id]).finally(() => client.end());
}
