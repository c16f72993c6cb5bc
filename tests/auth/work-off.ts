import { Logger, runOnce } from "graphile-worker";
import { connection } from "@/db/client";
import { refusedSignInJob } from "@/lib/auth/refused-sign-in";

/** Works off what refused sign-ins have queued, as the worker would; returns how much that was. */
export async function workOff(): Promise<number> {
  let done = 0;
  const run = async (payload: unknown) => {
    await refusedSignInJob.run(refusedSignInJob.payload.parse(payload));
    done += 1;
  };
  await runOnce({
    pgPool: connection("jobs").pool,
    taskList: { [refusedSignInJob.name]: run },
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
  });
  return done;
}
