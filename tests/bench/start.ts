import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { stopServer } from "@/dev/app";
import { copyCheckout, startDev } from "../dev/fixtures/checkout";
import { copyBare } from "./pages";
import { type Figure, median, ratio } from "./report";
import { developApp } from "./server";

/** How long somebody looks around before they stop a first start; the compiler then writes down what it knows. */
const stayMs = 15_000;

/**
 * How long `npm run dev` takes to its welcome, beside the first page of a bare Next app under `next dev`, taking turns. Cold
 * is an empty data folder and nothing compiled; a second start has both.
 */
export async function benchStart(env: Record<string, string>, rounds: number): Promise<Figure[]> {
  const bare = await copyBare("bare");
  const { root, remove } = await copyCheckout();
  const [first, cold, second]: number[][] = [[], [], []];
  try {
    for (let round = 0; round < rounds; round++) {
      await rm(path.join(root, ".next"), { recursive: true, force: true });
      first?.push(await firstPage(bare, env));
      cold?.push(await welcomed(root, stayMs, "--reset"));
      second?.push(await welcomed(root, 0));
    }
  } finally {
    await remove();
  }
  const [page, reset, kept] = [first, cold, second].map((seconds) => median(seconds ?? []));
  return [
    { what: "(d) first page of a bare Next app under next dev (s)", value: (page ?? 0).toFixed(1) },
    { what: "(e) npm run dev, first start to the welcome (s)", value: (reset ?? 0).toFixed(1) },
    { what: "(f) npm run dev, second start to the welcome (s)", value: (kept ?? 0).toFixed(1) },
    ratio("(e) / (d)", (reset ?? 0) / (page ?? 0), { atMost: 3 }),
    ratio("(f) / (d)", (kept ?? 0) / (page ?? 0), { atMost: 2 }),
  ];
}

async function firstPage(folder: string, env: Record<string, string>): Promise<number> {
  await rm(path.join(folder, ".next"), { recursive: true, force: true });
  const began = performance.now();
  const server = developApp(folder, 3_610, { ...process.env, ...env, NODE_ENV: "development" });
  try {
    while ((await statusOf("http://localhost:3610/projects")) !== 200) {
      if (server.exitCode !== null) throw new Error(`the bare server ended with ${server.exitCode}`);
      await delay(50);
    }
    return (performance.now() - began) / 1_000;
  } finally {
    await stopServer(server);
  }
}

const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

async function welcomed(root: string, stay: number, ...words: string[]): Promise<number> {
  const began = performance.now();
  const start = startDev(root, "--port", "3700", ...words);
  try {
    while (!start.out().some((line) => line.includes("Tenantry is ready"))) {
      if (start.process.exitCode !== null) throw new Error(`the start failed: ${start.err()}`);
      await delay(50);
    }
    const seconds = (performance.now() - began) / 1_000;
    await delay(stay);
    return seconds;
  } finally {
    start.process.kill("SIGINT");
    await start.ended;
  }
}
