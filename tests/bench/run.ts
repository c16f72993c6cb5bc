import { rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { disconnect } from "@/db/client";
import { prepareDatabase } from "@/dev/database";
import { startServices } from "@/dev/services";
import { benchFloods } from "./floods";
import { benchIsolation } from "./isolation";
import { benchPages } from "./pages";
import { type Figure, print } from "./report";
import { benchSealing } from "./sealing";
import { benchStart } from "./start";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
  },
});

/** `npm run bench`: every figure is a ratio to a limit measured in the same run, on services of its own. */
async function main(): Promise<Figure[]> {
  const folder = path.resolve(".local/bench/data");
  await rm(folder, { recursive: true, force: true });
  const services = await startServices({ folder, isThrowaway: true, appPort: 3500, log: () => undefined });
  const figures: Figure[] = [];
  try {
    const { DATABASE_OWNER_URL = "", DATABASE_URL = "" } = services.env;
    Object.assign(process.env, services.env, { LOG_LEVEL: "error", WORKER: "off" });
    await prepareDatabase(DATABASE_OWNER_URL, DATABASE_URL, () => undefined);
    const [seconds, rounds] = [Number(options.seconds), Number(options.rounds)];
    const isWanted = (part: string) => !options.only || options.only === part;
    if (isWanted("isolation")) figures.push(...(await benchIsolation(services.env)));
    if (isWanted("sealing")) figures.push(...(await benchSealing()));
    if (isWanted("pages")) figures.push(...(await benchPages({ env: services.env, seconds, rounds })));
    if (isWanted("floods")) figures.push(...(await benchFloods({ env: services.env, seconds, rounds })));
    if (isWanted("start")) figures.push(...(await benchStart(services.env, rounds)));
  } finally {
    await disconnect();
    await services.stop();
  }
  return figures;
}

main().then(
  (figures) => {
    print(figures);
    process.exit(figures.every(({ isMet }) => isMet !== false) ? 0 : 1);
  },
  (cause) => {
    console.error(cause);
    process.exit(1);
  },
);
