import { moveTenant } from "@/db/move";
import { levels } from "@/db/placement";
import { env } from "@/env";
import { AppError, notFound } from "@/lib/core/errors";
import { check } from "@/lib/entitlements/check";
import { runAsOperator } from "@/lib/entry/cli";
import { said } from "@/lib/platform/said";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { tellMove } from "@/lib/tenancy/tell-move";
import { type CliCommand, required } from "./command";

const places = { shared: "the shared schema", schema: "a schema of its own" };

export const moveCommand: CliCommand = {
  name: "tenant move",
  summary:
    "Give a workspace's content a schema of its own, or take it back among the others', while people work",
  positionals: ["slug"],
  options: { to: { type: "string", isRequired: true, describe: "shared or schema" } },
  async run(values) {
    const slug = required(values, "slug");
    const to = levels.find((level) => level === values.to);
    if (!to) throw new Error(`--to is one of ${levels.join(", ")}`);
    const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = env();
    if (!ownerUrl) throw new Error("Set DATABASE_OWNER_URL: a workspace is moved by the database's owner.");
    const tenant = await loadTenant(slug);
    if (!tenant) throw notFound("workspace");
    if (to === "schema" && !(await check(tenant.id, "ownSchema")).allowed)
      throw new AppError("limit_exceeded", said("tenancy.refused.noOwnSchema", { slug }));
    const rows = await moveTenant({ tenantId: tenant.id, to, ownerUrl, appUrl, log: console.log });
    if (rows === null) throw new AppError("conflict", said("tenancy.refused.livesThere", { slug }));
    await runAsOperator(tellMove, { slug: tenant.slug, to });
    console.log(`${tenant.name} (${tenant.slug}) lives in ${places[to]} now: ${rows} rows moved.`);
  },
};
