import { createHmac } from "node:crypto";
import type { RoleName } from "./rights";

/** The roles that log in. The others are none: the app's login turns into one of them for the length of a transaction. */
export type Login = Exclude<RoleName, Entered | "resident">;
export type Entered = "tenant" | "workspace";
export const logins = ["app", "platform", "jobs"] as const satisfies readonly Login[];

/** The roles of a deployment, named after the one in DATABASE_URL. Throws where that leaves no room for the others. */
export function rolesOf(appUrl: string): Record<RoleName, string> {
  const app = decodeURIComponent(new URL(appUrl).username);
  if (Buffer.byteLength(app) > 50)
    throw new Error("the role in DATABASE_URL needs a name of at most 50 bytes");
  return {
    ...{ app, tenant: `${app}_tenant`, workspace: `${app}_workspace` },
    ...{ platform: `${app}_platform`, jobs: `${app}_jobs` },
    resident: `${app}_resident`,
  };
}

/** The role of one workspace that has a schema to itself. It is made of the id, so that no placement can name another's. */
export function residentRole(tenantId: string, appUrl: string): string {
  const name = `${rolesOf(appUrl).app}_${tenantId.slice(4)}`;
  if (Buffer.byteLength(name) > 63)
    throw new Error("a schema for one workspace needs a role in DATABASE_URL of at most 36 bytes");
  return name;
}

/**
 * DATABASE_URL for one of the logins. Only the app's password is configured; the others are made of it, so that no
 * statement of a workspace's connection, whatever it says, can become the platform: that takes another login.
 */
export function urlOf(login: Login, appUrl: string): string {
  if (login === "app") return appUrl;
  const url = new URL(appUrl);
  url.username = encodeURIComponent(rolesOf(appUrl)[login]);
  url.password = passwordOf(login, appUrl);
  return url.href;
}

/** The password of a login, as migrating sets it. */
export function passwordOf(login: Login, appUrl: string): string {
  return login === "app" ? givenPassword(appUrl) : derivedSecret(`login:${login}`, appUrl);
}

/** A secret of the deployment's database, made of the one password that is configured. */
export const derivedSecret = (purpose: string, appUrl: string): string =>
  createHmac("sha256", givenPassword(appUrl)).update(`tenantry:${purpose}`).digest("base64url");

const givenPassword = (appUrl: string): string => decodeURIComponent(new URL(appUrl).password);
