import type { z } from "zod";
import { enterTenant, type PlatformDb, withPlatform } from "@/db/tenant";
import type { Actor, PlatformContext } from "./context";
import { AppError } from "./errors";
import { type EventSubject, type EventType, emitter } from "./events";
import { Forgetting } from "./forget";
import { parseInput } from "./parse";

/** Who may knock: anybody, a signed-in person, or an operator of the platform. */
export type Door = "public" | "person" | "operator";

export interface PlatformScope {
  db: PlatformDb;
  context: PlatformContext;
  /** Tells one workspace's history, in this transaction. */
  emitIn(
    tenantId: string,
    actor: Actor,
    type: EventType,
    subject: EventSubject | null,
    data?: Record<string, unknown>,
  ): Promise<void>;
  forget(...keys: string[]): void;
}

interface Declaration<I extends z.ZodType, O> {
  name: string;
  door: Door;
  input: I;
  /** Why this may run outside a workspace's own transaction. */
  reason: string;
  run(scope: PlatformScope, input: z.output<I>): Promise<O>;
}

export interface PlatformCommand<I extends z.ZodType = z.ZodType, O = unknown> extends Declaration<I, O> {
  readonly kind: "platform-command";
}

/** Declares a verb that happens before or above any workspace: signing up, signing in, suspending a tenant. */
export function platformCommand<I extends z.ZodType, O>(
  declaration: Declaration<I, O>,
): PlatformCommand<I, O> {
  return { kind: "platform-command", ...declaration };
}

/** Runs a platform command: door, parse, platform transaction, deed. Throws `AppError`. */
export async function executePlatform<I extends z.ZodType, O>(
  command: PlatformCommand<I, O>,
  context: PlatformContext,
  input: z.input<I>,
): Promise<O> {
  requireDoor(command.door, context);
  const parsed = parseInput(command.input, input);
  const forgetting = new Forgetting();
  const result = await withPlatform(async (db) => {
    const emitIn: PlatformScope["emitIn"] = async (tenantId, actor, type, subject, data) => {
      const tenantDb = await enterTenant(db, tenantId);
      await emitter(tenantDb, { tenantId, actor, origin: context.origin })(type, subject, data);
    };
    const done = await command.run({ db, context, emitIn, forget: forgetting.add }, parsed);
    await forgetting.beforeCommit(db);
    return done;
  });
  await forgetting.afterCommit();
  return result;
}

/** The operator as an actor. The door let one through, so there is one; the check is for the compiler. */
export function operatorOf({ operator }: PlatformContext): Actor & { kind: "operator" } {
  if (!operator) throw new AppError("forbidden", "Only operators of the platform may do this.");
  return { kind: "operator", ...operator };
}

function requireDoor(door: Door, context: PlatformContext): void {
  if (door === "person" && !context.person) throw new AppError("unauthenticated", "Please sign in first.");
  if (door === "operator" && !context.operator)
    throw new AppError("forbidden", "Only operators of the platform may do this.");
}
