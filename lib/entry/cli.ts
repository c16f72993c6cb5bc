import { userInfo } from "node:os";
import type { z } from "zod";
import type { PlatformContext } from "@/lib/core/context";
import { executePlatform, type PlatformCommand } from "@/lib/core/platform-command";

/** Runs a platform command as the operator at this terminal, known by the name of their account on the machine. */
export function runAsOperator<I extends z.ZodType, O>(
  command: PlatformCommand<I, O>,
  input: z.input<I>,
): Promise<O> {
  return executePlatform(command, operatorContext(), input);
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
