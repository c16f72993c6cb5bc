import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
import { roleLabels } from "@/lib/core/permissions";
import { createApiKey } from "./create-api-key";
import { getApiKey, getApiKeyUsage, listApiKeys } from "./queries";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";
import { keyRoles } from "./values";

const made = z.object({ role: z.enum(keyRoles), scopes: z.array(z.string()) });

export const apiKeys = noun({
  name: "api-keys",
  ids: { key: "API key" },
  events: {
    "api_key.created": telling(
      "created the API key",
      made,
      ({ role, scopes }) => `as ${roleLabels[role].name}, for ${scopes.join(", ")}`,
    ),
    "api_key.rotated": telling("rotated the API key", z.object({ overlapHours: z.int() }), (it) =>
      it.overlapHours === 0 ? "the old one ended at once" : `the old one stays good for ${it.overlapHours} h`,
    ),
    "api_key.revoked": "revoked the API key",
  },
  operations: [createApiKey, getApiKey, getApiKeyUsage, listApiKeys, revokeApiKey, rotateApiKey],
});
