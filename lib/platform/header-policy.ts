import policy from "./header-policy.json";

export interface Speaking {
  scheme: "http" | "https";
  /** Whether the host may promise https for every host below it as well. */
  coversSubdomains?: boolean;
  /** Whether the address itself opens something: a mailed link, a one-time code. */
  isSecret?: boolean;
}

/** What every answer says, whoever makes it: our pages, our routes, or Next where none of ours is reached. */
export function standingHeaders({ scheme, coversSubdomains, isSecret }: Speaking): Record<string, string> {
  const transport = policy.https["strict-transport-security"];
  return {
    ...policy.always,
    ...(scheme === "https"
      ? { "strict-transport-security": coversSubdomains ? `${transport}; includeSubDomains` : transport }
      : {}),
    ...(isSecret ? { "referrer-policy": "no-referrer" } : {}),
  };
}

/** For what is no page, and what is not for everybody to keep. */
export const { unlessPage, unlessPublic } = policy;

/** For what somebody put here: a browser may save it, and neither runs it in our name nor tells of its address. */
export const { saved } = policy;
