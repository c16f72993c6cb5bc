"use server";

import { action } from "@/lib/entry/action";
import { createApiKey } from "./create-api-key";
import { revokeApiKey } from "./revoke-api-key";
import { rotateApiKey } from "./rotate-api-key";

export const createApiKeyAction = action(createApiKey);
export const rotateApiKeyAction = action(rotateApiKey);
export const revokeApiKeyAction = action(revokeApiKey, { redirectTo: "/settings/api-keys" });
