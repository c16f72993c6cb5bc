import { z } from "zod";
import { noun, plainly, telling } from "@/lib/core/noun";
import { said } from "@/lib/platform/said";
import { createApiKey } from "./create-api-key";
import { getApiKey, getApiKeyUsage, listApiKeys } from "./queries";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";
import { keyRoles } from "./values";

const role = z.enum(keyRoles).transform((one) => ({ said: said(`roles.${one}`) }));
const made = z.object({ role, scopes: z.array(z.string()).transform((them) => them.join(", ")) });

export const apiKeys = noun({
  name: "api-keys",
  ids: { key: "API key" },
  events: {
    "api_key.created": telling(made, (it) => said("history.keyMade", it)),
    "api_key.rotated": telling(z.object({ overlapHours: z.int() }), (it) => said("history.keyOverlap", it)),
    ...plainly("api_key.revoked"),
  },
  operations: [createApiKey, getApiKey, getApiKeyUsage, listApiKeys, revokeApiKey, rotateApiKey],
});
