import { userInfo } from "node:os";
import type { z } from "zod";
import type { PlatformContext } from "@/lib/core/context";
import type { PlatformCommand, PlatformQuery } from "@/lib/core/operation";
import { runOnPlatform } from "@/lib/core/run";
import { fromText } from "./from-text";

/** Runs a platform command, its input as it was typed, as the operator at this terminal, known by their account's name. */
export function runAsOperator<I extends z.ZodType, O extends z.ZodType>(
  operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
  typed: { [member in keyof z.input<I>]: string | undefined },
): Promise<z.output<O>> {
  return runOnPlatform(operation, operatorContext(), fromText(operation.input, Object.entries(typed)));
}

/** Whoever sits at this terminal. */
export function operatorContext(): PlatformContext {
  const { username } = userInfo();
  return {
    person: null,
    operator: { id: username, label: username },
    tenant: null,
    origin: { host: "cli", requestId: crypto.randomUUID(), ip: null, userAgent: "cli" },
  };
}
