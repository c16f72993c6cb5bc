import { createApiKey } from "@/lib/api-keys/create-api-key";
import type { Permission } from "@/lib/core/permissions";
import { serve } from "@/lib/entry/rest/serve";
import type { TestWorkspace } from "../support/world";

interface Sent {
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks a workspace's API as a program does: by its host, with a key or without. */
export function call({ slug }: { slug: string }, line: string, { key, body, headers = {} }: Sent = {}) {
  const [method = "GET", path = "/"] = line.split(" ");
  const host = `${slug}.localhost:3000`;
  const sent = {
    host,
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return serve(new Request(`http://${host}/api/v1${path}`, { method, headers: sent, body: text as string }));
}

export const problem = async (answer: Promise<Response>) => {
  const { status, headers, body } = await told(await answer);
  return { status, code: body.code, type: headers.get("content-type") };
};

export async function told(answer: Response) {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: text === "" ? null : JSON.parse(text),
  };
}

/** The secret of a new key. */
export async function keyOf(
  { owner }: TestWorkspace,
  scopes: Permission[] = ["projects:read", "projects:write", "projects:delete"],
  role: "admin" | "member" | "viewer" = "admin",
): Promise<string> {
  const { secret } = await owner.run(createApiKey, { name: "Import", role, scopes });
  return secret;
}
