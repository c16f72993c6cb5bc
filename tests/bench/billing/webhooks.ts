import { parseArgs } from "node:util";
import pg from "pg";
import { disconnect } from "@/db/client";
import { expireLease } from "../../billing/model/converge";
import { openFront } from "../../billing/model/front";
import { runHistory, type Verdict } from "../../billing/model/run";
import { doNotWaitForTheDisk, takeForStripe } from "../../billing/model/stage";
import { type Figure, print } from "../report";
import { startApps } from "./app-processes";
import { openBenchDatabase } from "./database";

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    events: { type: "string", default: "10000" },
    customers: { type: "string", default: "100" },
    first: { type: "string", default: "1" },
  },
});

/** `npm run bench:webhooks`: random histories, delivered to two processes of the app over HTTP as badly as Stripe may. */
async function main(): Promise<Figure[]> {
  const database = await openBenchDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 });
  await doNotWaitForTheDisk(owner);
  const front = await openFront({ onHold: expireLease(owner) });
  takeForStripe(front);
  const app = await startApps(2);
  const verdicts: Verdict[] = [];
  try {
    for (let index = 0; index < Number(options.seeds); index++) {
      const seed = Number(options.first) + index;
      const since = performance.now();
      const size = { seed, events: Number(options.events), customers: Number(options.customers) };
      const verdict = await runHistory({ app, front, owner }, size);
      verdicts.push(verdict);
      console.log(lineOf(seed, verdict, performance.now() - since));
    }
  } finally {
    app.stop();
    await front.stop();
    await disconnect();
    await owner.end();
    await database.close();
  }
  return figuresOf(verdicts);
}

function lineOf(seed: number, verdict: Verdict, ms: number): string {
  const {
    drifted,
    resurrected,
    unbalanced,
    missed,
    doubled,
    rewritten,
    deliveries,
    reads,
    controls,
    customers,
  } = verdict;
  const wrong = [
    ...drifted.values(),
    ...resurrected.values(),
    ...unbalanced.values(),
    missed,
    doubled,
    rewritten,
  ].flat();
  return [
    `seed ${seed}: ${verdict.events} events, ${deliveries} deliveries in ${(ms / 1_000).toFixed(1)} s`,
    `drifted ${drifted.size + resurrected.size}/${customers}, unbalanced ${unbalanced.size}, missed ${missed.length}, doubled ${doubled.length}`,
    `reads/delivery ${(reads / deliveries).toFixed(2)}, converged after ${verdict.convergedInMs.toFixed(0)} ms`,
    `zombies ${verdict.zombies}, by payload ${controls.lastWriteWins}, by watermark ${controls.watermark} drifted`,
    ...wrong.slice(0, 5).map((what) => `\n  ✗ ${what}`),
  ].join("; ");
}

function figuresOf(verdicts: Verdict[]): Figure[] {
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, one) => total + of(one), 0);
  const customers = sum((one) => one.customers);
  const deliveries = sum((one) => one.deliveries);
  const share = (count: number) => `${((100 * count) / customers).toFixed(1)} %`;
  const none = (what: string, count: number): Figure => ({
    what,
    value: String(count),
    target: "0",
    isMet: count === 0,
  });
  return [
    { what: "histories", value: String(verdicts.length) },
    { what: "events", value: String(sum((one) => one.events)) },
    { what: "deliveries", value: String(deliveries) },
    none(
      `drifted customers of ${customers}`,
      sum((one) => one.drifted.size),
    ),
    none(
      "drifted after a look into the past",
      sum((one) => one.resurrected.size),
    ),
    none(
      "customers whose sums do not come out",
      sum((one) => one.unbalanced.size),
    ),
    none(
      `missed effects of ${sum((one) => one.told)}`,
      sum((one) => one.missed.length),
    ),
    none(
      "doubled effects",
      sum((one) => one.doubled.length),
    ),
    none(
      "tables written to by a replay of everything",
      sum((one) => one.rewritten.length),
    ),
    { what: "overtaken readers", value: String(sum((one) => one.zombies)) },
    { what: "Stripe reads a delivery", value: (sum((one) => one.reads) / deliveries).toFixed(2) },
    {
      what: "longest way to convergence after the last delivery (ms)",
      value: Math.max(...verdicts.map((one) => one.convergedInMs)).toFixed(0),
      target: "< 5000",
      isMet: verdicts.every((one) => one.convergedInMs < 5_000),
    },
    drifting(
      "control: payload, last write wins",
      sum((one) => one.controls.lastWriteWins),
    ),
    drifting(
      "control: payload, watermark on `created`",
      sum((one) => one.controls.watermark),
    ),
  ];

  /** A way that does not drift would mean that the deliveries were harmless. */
  function drifting(what: string, count: number): Figure {
    return { what, value: share(count), target: "> 0", isMet: count > 0 };
  }
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
