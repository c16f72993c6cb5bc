import autocannon from "autocannon";
import { stopServer } from "@/dev/app";
import { type Figure, median, ratio } from "./report";
import { buildApp, serveApp } from "./server";
import { type SignedIn, signedInOwner } from "./signed-in-owner";

interface Options {
  env: Record<string, string>;
  seconds: number;
  rounds: number;
}

const port = 3_500;
const url = `http://127.0.0.1:${port}`;
/** More pages than the server could draw, so that a flood that is not refused early starves everybody. */
const flood = { connections: 16, overallRate: 200 };
const stranger = "198.51.100.9";

/**
 * How long an idle neighbor waits for a page while one address floods another workspace without a session, or asks for
 * workspaces that do not exist; against the same page without a flood, taking turns.
 */
export async function benchFloods({ env, seconds, rounds }: Options): Promise<Figure[]> {
  const secret = env.AUTH_SECRET ?? "";
  const [neighbor, flooded] = [
    await signedInOwner(secret, "neighbor"),
    await signedInOwner(secret, "flooded"),
  ];
  const settings = { ...process.env, ...env, NODE_ENV: "production" as const, LOG_LEVEL: "error" };
  await buildApp(".", settings);
  const server = serveApp(".", port, settings);
  try {
    await warm([neighbor, flooded]);
    // Both read in every phase, so that the flood alone makes the difference.
    const both = () => Promise.all([read(neighbor, seconds), read(flooded, seconds)]);
    const waits = { alone: [] as number[], visitors: [] as number[], unknown: [] as number[] };
    const refused: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const [alone] = await both();
      const [[beside, its]] = await Promise.all([both(), visitors(seconds)]);
      const [[besideUnknown]] = await Promise.all([both(), unknownHosts(seconds)]);
      waits.alone.push(alone.wait);
      waits.visitors.push(beside.wait);
      waits.unknown.push(besideUnknown.wait);
      refused.push(its.refused);
    }
    const wait = (name: keyof typeof waits) => median(waits[name]);
    return [
      { what: "a page of an idle workspace, median (ms)", value: wait("alone").toFixed(1) },
      ratio("the same beside a flood of strangers at another workspace", wait("visitors") / wait("alone"), {
        atMost: 3,
      }),
      count("answers other than 200 to the flooded workspace's own members", refused),
      ratio("the same beside a flood of made-up workspaces", wait("unknown") / wait("alone"), { atMost: 3 }),
    ];
  } finally {
    await stopServer(server);
  }
}

/** One reader at a time, as an idle workspace has. */
async function read({ slug, cookie }: SignedIn, seconds: number) {
  const headers = { host: `${slug}.localhost:${port}`, cookie, "x-forwarded-for": "192.0.2.1" };
  const result = await autocannon({ url: `${url}/projects`, connections: 1, duration: seconds, headers });
  return { wait: result.latency.p50, refused: result.non2xx };
}

const visitors = (seconds: number) =>
  autocannon({
    ...flood,
    url: `${url}/sign-in`,
    duration: seconds,
    headers: { host: `flooded.localhost:${port}`, "x-forwarded-for": stranger },
  });

let serial = 0;
const unknownHosts = (seconds: number) =>
  autocannon({
    ...flood,
    url,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          headers: { host: `made-up-${++serial}.localhost:${port}`, "x-forwarded-for": stranger },
        }),
      },
    ],
  });

async function warm(worlds: SignedIn[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answers = await Promise.all(worlds.map((one) => read(one, 1).catch(() => null)));
    if (answers.every((one) => one !== null && one.wait > 0 && one.refused === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the app never answered 200");
}

const count = (what: string, counts: number[]): Figure => {
  const total = counts.reduce((sum, one) => sum + one, 0);
  return { what, value: String(total), target: "0", isMet: total === 0 };
};
