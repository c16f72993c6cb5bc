import { userInfo } from "node:os";
import type { z } from "zod";
import type { PlatformContext } from "@/lib/core/context";
import type { PlatformCommand, PlatformQuery } from "@/lib/core/operation";
import { runOnPlatform } from "@/lib/core/run";

/** Runs a platform command as the operator at this terminal, known by the name of their account on the machine. */
export function runAsOperator<I extends z.ZodType, O extends z.ZodType>(
  operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  return runOnPlatform(operation, operatorContext(), input);
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
