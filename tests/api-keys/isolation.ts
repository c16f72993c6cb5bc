import { createApiKey } from "@/lib/api-keys/create-api-key";
import { type Case, managers } from "../isolation/case";
import type { TestWorkspace } from "../support/world";

export const turnsBack = {
  "platform.api_key_secrets.ends_at": "a rotation brings an end nearer, and never takes one away",
  "platform.api_keys.expires_at": "it is set when the key is made",
  "platform.api_keys.last_used_at": "it only tells",
};

export const cases: Record<string, Case> = {
  "api_key.create": { may: managers },
  "api_key.get": { may: managers },
  "api_key.list": { may: managers },
  "api_key.usage": { may: managers, otherTenant: "nothing" },
  "api_key.revoke": { may: managers },
  "api_key.rotate": { may: managers },
};

export async function fixture({ owner }: TestWorkspace, marker: string): Promise<Record<string, string>> {
  const { id } = await owner.run(createApiKey, { name: marker, role: "viewer", scopes: ["projects:read"] });
  return { key: id };
}
