import { and, asc, desc, eq, gte, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { apiKeySecrets, apiKeys } from "@/db/schema/platform";
import { apiCalls } from "@/db/schema/tenant";
import type { WorkspaceDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/operation";
import { clock, days } from "@/lib/platform/clock";
import { apiKey, apiKeyExample, apiKeyReference, apiKeyUsage } from "./schema";

const shownDays = 30;

/** The keys of a workspace, the newest first: those that are good, and the last hundred that were. */
export const listApiKeys = query({
  name: "api_key.list",
  summary: "List API keys",
  permission: "api-keys:manage",
  store: "platform",
  input: z.strictObject({}),
  output: z.array(apiKey),
  rest: "GET /api-keys",
  example: {},
  async run({ db, context }) {
    const rows = await db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.tenantId, context.tenant.id))
      .orderBy(sql`${apiKeys.revokedAt} is not null`, desc(apiKeys.id))
      .limit(150);
    return withHints(db, context.tenant.id, rows);
  },
});

/** One key. Throws `not_found`. */
export const getApiKey = query({
  name: "api_key.get",
  summary: "Get an API key",
  permission: "api-keys:manage",
  store: "platform",
  input: apiKeyReference,
  output: apiKey,
  rest: "GET /api-keys/{id}",
  example: apiKeyExample,
  async run({ db, context }, { id }) {
    const rows = await db
      .select()
      .from(apiKeys)
      .where(and(eq(apiKeys.tenantId, context.tenant.id), eq(apiKeys.id, id)));
    const [key] = await withHints(db, context.tenant.id, rows);
    if (!key) throw notFound("thing");
    return key;
  },
});

const totals = {
  calls: sql<number>`sum(${apiCalls.calls})`.mapWith(Number),
  errors: sql<number>`sum(${apiCalls.errors})`.mapWith(Number),
  averageMs: sql<
    number | null
  >`round(sum(${apiCalls.durationMs}) / nullif(sum(${apiCalls.calls}), 0))`.mapWith(Number),
};

/** What a key called in the last 30 days, by day and by operation. Of a key that is none it tells of no call. */
export const getApiKeyUsage = query({
  name: "api_key.usage",
  summary: "Get the calls of an API key",
  permission: "api-keys:manage",
  input: apiKeyReference,
  output: apiKeyUsage,
  rest: "GET /api-keys/{id}/usage",
  example: apiKeyExample,
  async run({ db, context }, { id }) {
    const since = clock.in(-days(shownDays)).toISOString().slice(0, 10);
    const mine = and(
      eq(apiCalls.tenantId, context.tenant.id),
      eq(apiCalls.caller, id),
      gte(apiCalls.day, since),
    );
    const { day, operation } = apiCalls;
    return {
      days: await db
        .select({ day, ...totals })
        .from(apiCalls)
        .where(mine)
        .groupBy(day)
        .orderBy(asc(day)),
      operations: await db
        .select({ operation, ...totals })
        .from(apiCalls)
        .where(mine)
        .groupBy(operation)
        .orderBy(desc(totals.calls), asc(operation)),
    };
  },
});

/** A secret's hint stands with the secret: that of the newest. */
async function withHints<K extends { id: string }>(db: WorkspaceDb, tenantId: string, keys: K[]) {
  if (keys.length === 0) return [];
  const { keyId, hint, createdAt } = apiKeySecrets;
  const hints = await db
    .select({ keyId, hint })
    .from(apiKeySecrets)
    .where(
      and(
        eq(apiKeySecrets.tenantId, tenantId),
        inArray(
          keyId,
          keys.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(createdAt));
  const latest = new Map(hints.map((one) => [one.keyId, one.hint]));
  return keys.map((key) => ({ ...key, hint: latest.get(key.id) ?? "" }));
}
