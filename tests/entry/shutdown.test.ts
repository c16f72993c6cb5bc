import { afterEach, expect, test, vi } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { note } from "@/lib/core/refusals";
import { anonymousCallerAt } from "@/lib/entry/anonymous-caller";
import { writeDownBeforeTheEnd } from "@/lib/entry/shutdown";
import { countUsage } from "@/lib/usage/count-usage";
import { origin, workspace } from "../support/world";
import { asOwner } from "../tenancy/clients";

const before = process.listeners("SIGTERM");
afterEach(() => {
  process.removeAllListeners("SIGTERM");
  for (const listener of before) process.on("SIGTERM", listener);
});

test("what was only counted is written down before the signal reaches whoever ends the process", async () => {
  const acme = await workspace();
  const written = async () => ({
    lines: (await acme.owner.ask(listEvents, { noun: "security" })).items.length,
    calls: (
      await asOwner((owner) => owner.query("select from tenant.usage_events where tenant_id = $1", [acme.id]))
    ).rowCount,
  });
  const ended = new Promise<Awaited<ReturnType<typeof written>>>((resolve) => {
    process.on("SIGTERM", () => resolve(written()));
  });
  vi.spyOn(process, "kill").mockImplementation((_, signal) => {
    expect(signal).toBe("SIGTERM");
    process.emit("SIGTERM");
    return true;
  });
  writeDownBeforeTheEnd();
  note("origin", anonymousCallerAt("project.create", { tenant: acme, origin }));
  countUsage(acme.id, "apiCalls");
  process.emit("SIGTERM");
  expect(await ended).toEqual({ lines: 1, calls: 1 });
});
