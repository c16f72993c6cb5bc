import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Command, Operation, PlatformCommand, PlatformQuery, Query } from "@/lib/core/operation";
import { can, type Role, roles } from "@/lib/core/permissions";
import { runCommand, runOnPlatform, runQuery } from "@/lib/core/run";
import { platform } from "../support/world";
import { caseOf } from "./cases";
import type { Fixture } from "./fixture";

export const operator = { id: "operator", label: "operator" };

/** Runs a workspace's operation as one of its members. */
export const perform = (verb: Command | Query, actor: Fixture["owner"], input: unknown): Promise<unknown> =>
  verb.kind === "command" ? runCommand(verb, actor.context, input) : runQuery(verb, actor.context, input);

/** The role that does it here. */
export function doerOf(verb: Command | Query): Role {
  const role = caseOf(verb.name).as ?? roles.find((one) => can(one, verb.permission));
  if (!role) throw new Error(`nobody may ${verb.name}`);
  return role;
}

export const personOf = ({ owner, sessionId }: Fixture): NonNullable<PlatformContext["person"]> => ({
  id: owner.userId,
  email: owner.email,
  name: "Owner",
  sessionId,
});

/** Who may come to an operation of the platform, from the workspace `at`. */
export function callerAt(verb: PlatformCommand | PlatformQuery, at: Fixture): Partial<PlatformContext> {
  const person = verb.audience === "person" ? personOf(at) : null;
  return { tenant: at.tenant, person, operator: verb.audience === "operator" ? operator : null };
}

/** Asks the platform. */
export const knock = (
  verb: PlatformCommand | PlatformQuery,
  who: Partial<PlatformContext>,
  input: unknown,
): Promise<unknown> => runOnPlatform(verb, platform(who).context, input);

/** Runs any operation as somebody of the workspace `at` who may, on that workspace's host or, with `null`, on the root domain. */
export function performAt(
  verb: Operation,
  at: Fixture,
  input: unknown,
  tenant: Fixture["tenant"] | null = at.tenant,
): Promise<unknown> {
  if (!("audience" in verb)) return perform(verb, at[doerOf(verb)], input);
  return knock(verb, { ...callerAt(verb, at), tenant }, input);
}

export interface Answer {
  code: string;
  text: string;
}

/** What a caller reads of an answer or a refusal, with the trace it leaves. Throws what is neither: a fault of ours. */
export async function answerOf(work: Promise<unknown>): Promise<Answer> {
  try {
    return { code: "ok", text: JSON.stringify((await work) ?? null) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, fields, values, isOvertaken, retryAfterSeconds, trace } = thrown;
    return {
      code,
      text: JSON.stringify({ message, fields, values, isOvertaken, retryAfterSeconds, trace }),
    };
  }
}
