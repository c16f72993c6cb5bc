import { execFileSync } from "node:child_process";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import autocannon from "autocannon";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { stopServer } from "@/dev/app";
import { newId } from "@/lib/platform/id";
import { type Figure, median, ratio } from "./report";
import { buildApp, serveApp } from "./server";
import { type SignedIn, signedInOwner } from "./signed-in-owner";

interface Options {
  env: Record<string, string>;
  seconds: number;
  rounds: number;
}

const names = ["bare", "bare-edge", "same", "same-edge", "ours"] as const;
type Name = (typeof names)[number];

interface Contestant {
  name: Name;
  port: number;
  folder: string;
  path: string;
  headers: Record<string, string>;
}

/**
 * Requests a second of a bare Next page with the project query and of our project list, taking turns. The bare page stands
 * twice: with a plain table, and with the very markup of our list, which leaves the pipeline as the only difference
 * (tenant, limits, session, membership, row-level security). Each once more behind an empty rewriting edge middleware.
 */
export async function benchPages({ env, seconds, rounds }: Options): Promise<Figure[]> {
  const world = await signedInOwner(env.AUTH_SECRET ?? "");
  await fillProjects(world);
  const settings = {
    ...process.env,
    ...env,
    NODE_ENV: "production" as const,
    BENCH_TENANT: world.tenantId,
    LOG_LEVEL: "error",
  };
  const contestants = await Promise.all(names.map((name, index) => contestant(name, 3_600 + index, world)));
  for (const { folder } of contestants) await buildApp(folder, settings);
  const servers = contestants.map(({ folder, port }) => serveApp(folder, port, settings));
  try {
    for (const one of contestants) await warm(one);
    const rates = new Map<Name, number[]>();
    for (let round = 0; round < rounds; round++) {
      for (const one of contestants)
        rates.set(one.name, [...(rates.get(one.name) ?? []), await fire(one, seconds)]);
    }
    const rate = (name: Name) => median(rates.get(name) ?? []);
    return [
      { what: "bare page, plain table (requests/s)", value: rate("bare").toFixed(0) },
      {
        what: "bare page, plain table, behind an empty edge middleware (requests/s)",
        value: rate("bare-edge").toFixed(0),
      },
      { what: "(a) bare page, our markup (requests/s)", value: rate("same").toFixed(0) },
      {
        what: "(b) bare page, our markup, behind an empty edge middleware (requests/s)",
        value: rate("same-edge").toFixed(0),
      },
      { what: "(c) project list, whole pipeline (requests/s)", value: rate("ours").toFixed(0) },
      { what: "(b) / (a)", value: (rate("same-edge") / rate("same")).toFixed(3) },
      {
        what: "(c) / bare page with a plain table behind an empty edge middleware",
        value: (rate("ours") / rate("bare-edge")).toFixed(3),
      },
      ratio("(c) / (b)", rate("ours") / rate("same-edge"), { atLeast: 0.7 }),
    ];
  } finally {
    await Promise.all(servers.map(stopServer));
  }
}

async function contestant(name: Name, port: number, world: SignedIn): Promise<Contestant> {
  if (name === "ours") {
    const headers = { host: `${world.slug}.localhost:3500`, cookie: world.cookie };
    return { name, port: 3_500, folder: ".", path: "/projects", headers };
  }
  const folder = await copyBare(name);
  // Behind the middleware the page has another public address, so that there is something to rewrite.
  return { name, port, folder, path: name.endsWith("edge") ? "/list" : "/projects", headers: {} };
}

/** An app of its own, outside of this one's reach: Next would otherwise find our middleware and instrumentation. */
export async function copyBare(name: Exclude<Name, "ours">): Promise<string> {
  const folder = path.resolve(".local/bench", name);
  const put = (from: string, to = from) => cp(from, path.join(folder, to), { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await put("tests/bench/bare", ".");
  if (name.startsWith("same")) {
    for (const part of [
      "components",
      "lib",
      "db",
      "emails",
      "env.ts",
      "tsconfig.json",
      "postcss.config.mjs",
      "app/globals.css",
      "app/layout.tsx",
    ])
      await put(part);
    await put("tests/bench/same", "app");
  }
  await mkdir(path.join(folder, "app/projects"), { recursive: true });
  await rename(path.join(folder, "app/page.tsx"), path.join(folder, "app/projects/page.tsx"));
  if (name.endsWith("edge")) await put("tests/bench/bare-middleware.ts", "middleware.ts");
  execFileSync("cp", ["-al", path.resolve("node_modules"), folder]);
  return folder;
}

async function fillProjects({ tenantId, userId }: SignedIn): Promise<void> {
  await withTenant(tenantId, (db) =>
    db.insert(projects).values(
      Array.from({ length: 40 }, (_, n) => ({
        tenantId,
        id: newId("prj"),
        name: `Project ${n}`,
        description: "A sentence about what this project is for.",
        createdBy: userId,
      })),
    ),
  );
}

async function warm(one: Contestant): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const ready = await fire(one, 1).catch(() => 0);
    if (ready > 0) return void (await fire(one, 3));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${one.name} never answered 200`);
}

/** Answers of 200 a second with 16 connections; throws when anything else came back. */
async function fire({ port, path: route, headers }: Contestant, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${route}`,
    connections: 16,
    duration: seconds,
    headers,
  });
  if (result.non2xx > 0)
    throw new Error(`${port}${route} answered ${result.non2xx} times with something other than 200`);
  return result["2xx"] / result.duration;
}
