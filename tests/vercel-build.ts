import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { startPostgres } from "@/dev/postgres";
import { appUrl, databaseUrl, drop, recreate } from "./support/global-setup";

/** Newer ones do not install: they name a package that is not published. */
const cli = "vercel@59.25.4";
const tools = path.resolve(".local/vercel");
const output = path.resolve(".vercel/output");
const link = path.resolve(".vercel/project.json");
const database = "tenantry_vercel_build";

/** What Vercel refuses: https://vercel.com/docs/functions/limitations, of the smallest plan. */
const largestFunction = 250 * 2 ** 20;
const largestAtEdge = 2 ** 20;

/**
 * `npm run test:vercel`: what a deployment to Vercel runs, migration and build, by its own command line tool, which is kept
 * outside of the dependencies; then whether Vercel would take what came out. Nothing is sent anywhere.
 */
async function main(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  const local = given ? null : await startPostgres({ isThrowaway: true, port: 0 });
  const adminUrl = given ?? local?.adminUrl ?? "";
  try {
    await recreate(adminUrl, database);
    build(adminUrl);
    console.log(inspect());
  } finally {
    await drop(adminUrl, database);
    await local?.stop();
  }
}

function build(adminUrl: string): void {
  const isLinked = existsSync(link);
  mkdirSync(path.dirname(link), { recursive: true });
  const settings = { framework: "nextjs", installCommand: "true" };
  if (!isLinked) writeFileSync(link, JSON.stringify({ projectId: "prj_none", orgId: "team_none", settings }));
  rmSync(output, { recursive: true, force: true });
  try {
    execFileSync(installed(), ["build", "--prod", "--yes", "--token", "none"], {
      stdio: "inherit",
      env: {
        ...process.env,
        HOME: tools,
        VERCEL_TELEMETRY_DISABLED: "1",
        ROOT_DOMAIN: "example.com",
        AUTH_SECRET: randomBytes(33).toString("base64"),
        DATABASE_OWNER_URL: databaseUrl(adminUrl, database),
        DATABASE_URL: appUrl(adminUrl, database),
      },
    });
  } finally {
    if (!isLinked) rmSync(link);
  }
}

function installed(): string {
  const given = ["install", "--prefix", tools, "--no-audit", "--no-fund", "--loglevel=error", cli];
  mkdirSync(tools, { recursive: true });
  const { status } = spawnSync("npm", given, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${cli} could not be installed`);
  return path.join(tools, "node_modules/.bin/vercel");
}

interface Built {
  name: string;
  isEdge: boolean;
  files: string[];
}

/** One line about what was built. Throws where Vercel would refuse it, or where it is not what we mean to ship. */
function inspect(): string {
  const { crons } = JSON.parse(readFileSync(path.join(output, "config.json"), "utf8"));
  if (JSON.stringify(crons) !== JSON.stringify(JSON.parse(readFileSync("vercel.json", "utf8")).crons))
    throw new Error("the schedule of vercel.json was not built");
  const all = built();
  const edge = all.filter(({ isEdge }) => isEdge);
  const [middleware] = edge;
  if (!middleware || edge.length > 1 || !middleware.name.includes("middleware"))
    throw new Error(`only the middleware runs at the edge, not ${edge.map(({ name }) => name).join(", ")}`);
  const packed = gzipSync(Buffer.concat(middleware.files.map((file) => readFileSync(file)))).length;
  if (packed > largestAtEdge) throw new Error(`the middleware has ${packed} bytes, packed`);
  const sizes = all.map(({ name, files }) => ({ name, size: sizeOf(files) })).sort((a, b) => b.size - a.size);
  const [largest] = sizes;
  if (!largest || largest.size > largestFunction)
    throw new Error(`${largest?.name} has ${largest?.size} bytes`);
  const mega = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  return `${all.length} functions, the largest ${largest.name} with ${mega(largest.size)}; the middleware ${mega(packed)}, packed`;
}

/** Functions that share their code are links to one folder. */
function built(): Built[] {
  const folders = inside(path.join(output, "functions"))
    .filter((one) => one.endsWith(".func"))
    .map((one) => realpathSync(one));
  return [...new Set(folders)].map((folder) => {
    const { runtime, filePathMap = {} } = JSON.parse(
      readFileSync(path.join(folder, ".vc-config.json"), "utf8"),
    );
    return {
      name: path.relative(output, folder),
      isEdge: runtime === "edge",
      files: [...inside(folder), ...Object.values<string>(filePathMap)].filter((one) =>
        statSync(one).isFile(),
      ),
    };
  });
}

const inside = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((one) => path.join(folder, one));

const sizeOf = (files: string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);

main().catch((cause) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
});
