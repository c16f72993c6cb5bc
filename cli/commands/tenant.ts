import { runAsOperator } from "@/lib/entry/cli";
import { listTenants } from "@/lib/tenancy/queries";
import type { TenantRow } from "@/lib/tenancy/schema";
import { reactivateWorkspace, suspendWorkspace } from "@/lib/tenancy/suspend-workspace";
import { table } from "../table";
import { type CliCommand, optional, required } from "./command";
import { moveCommand } from "./move";

const suspend: CliCommand = {
  name: "tenant suspend",
  summary: "Close a workspace to everybody; nothing in it is touched",
  positionals: ["slug"],
  options: {
    reason: { type: "string", isRequired: true, describe: "Why; operators alone see it" },
    notice: {
      type: "string",
      describe: "Shown to everybody at the workspace's address, and in its audit log",
    },
  },
  async run(values) {
    const input = {
      slug: required(values, "slug"),
      reason: required(values, "reason"),
      notice: optional(values, "notice"),
    };
    const { name, slug } = await runAsOperator(suspendWorkspace, input);
    console.log(`${name} (${slug}) is suspended.`);
  },
};

const reactivate: CliCommand = {
  name: "tenant reactivate",
  summary: "Open a suspended workspace again",
  positionals: ["slug"],
  async run(values) {
    const { name, slug } = await runAsOperator(reactivateWorkspace, { slug: required(values, "slug") });
    console.log(`${name} (${slug}) is open again.`);
  },
};

const list: CliCommand = {
  name: "tenant list",
  summary: "Every workspace with its plan, status and number of members",
  options: {
    search: { type: "string", describe: "Part of the address or the name" },
    suspended: { type: "boolean", describe: "Only those that are suspended" },
    json: { type: "boolean", describe: "One JSON object per line, for scripts" },
  },
  async run(values) {
    const rows = await everyTenant(optional(values, "search"), values.suspended === true);
    if (values.json) for (const row of rows) console.log(JSON.stringify(row));
    else if (rows.length === 0) console.log("No workspaces.");
    else console.log(table(["slug", "name", "plan", "members", "data", "status", "since"], rows.map(cells)));
  },
};

export const tenantCommands = [list, suspend, reactivate, moveCommand];

async function everyTenant(search: string | undefined, isSuspended: boolean): Promise<TenantRow[]> {
  const rows: TenantRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await runAsOperator(listTenants, {
      search,
      status: isSuspended ? "suspended" : undefined,
      cursor,
    });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}

const cells = ({ slug, name, plan, members, isolation, status, suspendedReason, createdAt }: TenantRow) => [
  slug,
  name,
  plan,
  String(members),
  isolation === "shared" ? "shared" : "own schema",
  suspendedReason ? `${status}: ${suspendedReason}` : status,
  createdAt.toISOString().slice(0, 10),
];
