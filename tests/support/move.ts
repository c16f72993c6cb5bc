import { moveTenant } from "@/db/move";
import type { Level } from "@/db/placement";

/** Moves a workspace of the tests, as an operator would. */
export const move = (tenantId: string, to: Level): Promise<number | null> =>
  moveTenant({
    tenantId,
    to,
    ownerUrl: process.env.TEST_ADMIN_URL ?? "",
    appUrl: process.env.DATABASE_URL ?? "",
    log: () => undefined,
  });
