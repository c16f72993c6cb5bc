import { spawn } from "node:child_process";
import { once } from "node:events";
import { userInfo } from "node:os";
import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { getSettings } from "@/lib/tenancy/queries";
import { workspace } from "../support/world";

/** Runs the command line as a process of its own, against this worker's database. */
async function cli(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...words], {
    env: { ...process.env, NODE_ENV: "test", DATABASE_OWNER_URL: process.env.TEST_ADMIN_URL },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

describe("the command line", () => {
  test("suspends and reactivates a workspace in the name of who sits at the terminal", async () => {
    const acme = await workspace();
    const suspended = await cli("tenant", "suspend", acme.slug, "--reason", "Unpaid", "--notice", "Call us");
    expect(suspended).toMatchObject({ code: 0, out: `Acme (${acme.slug}) is suspended.\n`, err: "" });
    expect(await loadTenant(acme.slug)).toMatchObject({ status: "suspended", suspendedNotice: "Call us" });
    expect(await cli("tenant", "reactivate", acme.slug)).toMatchObject({ code: 0 });
    expect(await loadTenant(acme.slug)).toMatchObject({ status: "active" });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items).toMatchObject([{ actorLabel: userInfo().username }, { actorKind: "operator" }]);
  });

  test("lists workspaces as a table and as JSON lines", async () => {
    const acme = await workspace({ name: "Listed", plan: "starter" });
    const { out } = await cli("tenant", "list", "--search", acme.slug);
    expect(out.split("\n")[0]).toMatch(/^SLUG\s+NAME\s+PLAN\s+MEMBERS\s+DATA\s+STATUS\s+SINCE$/);
    expect(out.split("\n")[1]).toMatch(
      new RegExp(`^${acme.slug}\\s+Listed\\s+starter\\s+5\\s+shared\\s+active\\s`),
    );
    const json = await cli("tenant", "list", "--search", acme.slug, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ slug: acme.slug, members: 5 });
  });

  test("moves a workspace into a schema of its own where its plan has one, and tells its audit log", async () => {
    const refused = await workspace({ plan: "business" });
    expect(await cli("tenant", "move", refused.slug, "--to", "schema")).toMatchObject({
      code: 1,
      err: expect.stringContaining("does not include a schema of its own"),
    });
    const acme = await workspace({ plan: "enterprise" });
    const moved = await cli("tenant", "move", acme.slug, "--to", "schema");
    expect(moved).toMatchObject({
      code: 0,
      out: expect.stringContaining("lives in a schema of its own now"),
    });
    expect(await acme.owner.ask(getSettings, {})).toMatchObject({ isolation: "schema" });
    expect((await cli("tenant", "list", "--search", acme.slug)).out).toContain("own schema");
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items).toMatchObject([{ type: "workspace.moved", data: { to: "schema" } }]);
    expect(await cli("tenant", "move", acme.slug, "--to", "schema")).toMatchObject({
      code: 1,
      err: expect.stringContaining("lives there already"),
    });
  });

  test("a refusal says why and ends with 1", async () => {
    const answer = await cli("tenant", "suspend", "never-was", "--reason", "Unpaid");
    expect(answer).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("could not find that workspace"),
    });
  });

  test.each([
    [["tenant", "suspend"], "takes <slug>", "tenant suspend <slug>"],
    [["tenant", "suspend", "acme"], "needs --reason", "tenant suspend <slug>"],
    [["tenant", "suspend", "--reason", "x"], "takes <slug>", "tenant suspend <slug>"],
    [["tenant", "list", "--color"], "--color", "tenant list [options]"],
    [["tenant", "explode"], 'no command "tenant explode"', "<command>"],
  ])("what is not understood is explained and ends with 2: %j", async (words, message, usage) => {
    const answer = await cli(...words);
    expect(answer).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
    expect(answer.err).toContain(`\n\nUsage: npm run cli -- ${usage}`);
  });

  test("help is an answer, not an error", async () => {
    expect(await cli()).toMatchObject({ code: 0, out: expect.stringContaining("tenant suspend <slug>") });
    expect(await cli("tenant", "suspend", "--help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("--reason <text>"),
    });
  });

  test("migrate finds nothing to apply on a database that is up to date", async () => {
    expect(await cli("migrate")).toMatchObject({
      code: 0,
      out: expect.stringContaining("Nothing to apply."),
    });
  });
});
