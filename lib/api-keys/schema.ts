import ipaddr from "ipaddr.js";
import { z } from "zod";
import { type Permission, permissions } from "@/lib/core/permissions";
import { lineOf } from "@/lib/platform/display-name";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { said } from "@/lib/platform/said";
import { defaultRate, keyRoles, mostNetworks, mostRate, overlaps } from "./values";

const keyId = z.string().regex(/^key_[0-9a-z]{26}$/, said("apiKeys.refused.noKey"));
const scope = z.enum(permissions as [Permission, ...Permission[]]);

const network = z
  .string()
  .max(50)
  .refine((text) => ipaddr.isValidCIDR(text), said("apiKeys.refused.network"));

export const createApiKeyInput = z.strictObject({
  name: lineOf({ most: 80, missing: said("common.enterName") }),
  role: z.enum(keyRoles, { error: said("apiKeys.refused.role") }),
  /** What of the role it may do. */
  scopes: z.array(scope).min(1, said("apiKeys.refused.noScope")).max(permissions.length),
  /** Left out, it is good until it is revoked. */
  expiresAt: instant.nullable().default(null),
  /** CIDR, such as 203.0.113.0/24; empty for everywhere. */
  networks: z.array(network).max(mostNetworks).default([]),
  requestsPerMinute: z.int().min(1).max(mostRate).default(defaultRate),
});

export const apiKeyReference = z.strictObject({ id: keyId });
export const apiKeyExample = { id: exampleId("key") };

const hours = z.union(overlaps.map((one) => z.literal(one)));
/** The old secret stays good for so many hours, so that programs can be changed over one by one. */
export const rotateApiKeyInput = z.strictObject({ id: keyId, overlapHours: hours.default(24) });

/** A key as it leaves; its secret is in no answer but the one that made it. */
export const apiKey = z.object({
  id: keyId,
  name: z.string(),
  hint: z.string(),
  role: z.enum(keyRoles),
  scopes: z.array(z.string()),
  networks: z.array(z.string()),
  requestsPerMinute: z.int(),
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
});
export type ApiKey = z.output<typeof apiKey>;

export const apiKeyWithSecret = apiKey.extend({ secret: z.string() });

/** One day of a key in UTC; the average in milliseconds is null where nothing was called. */
export const apiKeyDay = z.object({
  day: z.iso.date(),
  calls: z.int(),
  errors: z.int(),
  averageMs: z.int().nullable(),
});
export type ApiKeyDay = z.output<typeof apiKeyDay>;

export const apiKeyUsage = z.object({
  days: z.array(apiKeyDay),
  operations: z.array(apiKeyDay.omit({ day: true }).extend({ operation: z.string() })),
});
