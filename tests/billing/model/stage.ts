import pg from "pg";
import { appInProcess, webhookSecret } from "./app";
import { expireLease } from "./converge";
import { type Front, openFront } from "./front";
import type { Stage } from "./run";

/** The app in this process, on this test's own database. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const owner = new pg.Pool({ connectionString: process.env.TEST_ADMIN_URL, max: 3 });
  await doNotWaitForTheDisk(owner);
  const front = await openFront({ onHold: expireLease(owner) });
  takeForStripe(front);
  const app = appInProcess();
  return {
    app,
    front,
    owner,
    async close() {
      await app.idle();
      await front.stop();
      await owner.end();
    },
  };
}

/** What a crash would lose is not the question here, and the disk would take most of the time. */
export async function doNotWaitForTheDisk(owner: pg.Pool): Promise<void> {
  await owner.query(`do $$ begin
    execute format('alter database %I set synchronous_commit = off', current_database()); end $$`);
}

/** Points the app, here and in the processes it starts, at the front. */
export function takeForStripe(front: Front): void {
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: "sk_test_model",
    STRIPE_API_URL: front.url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
  });
}
