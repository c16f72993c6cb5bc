import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { entitlements, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { sealer } from "@/lib/keys/sealer";
import { newId } from "@/lib/platform/id";
import { type Figure, median, ratio } from "./report";

const rounds = 60;
const perRound = 500;
const text = randomBytes(48).toString("base64url");

/** Sealing and opening a workspace's secret against the same cipher over the same text with nothing around it. */
export async function benchSealing(): Promise<Figure[]> {
  const { seal, open } = sealer(await someWorkspace());
  const times = { port: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 ? (["port", "bare"] as const) : (["bare", "port"] as const)) {
      const start = performance.now();
      for (let n = 0; n < perRound; n++)
        if (side === "bare") bare(text);
        else
          await open("endpoints", "secret", `end_${n}`, await seal("endpoints", "secret", `end_${n}`, text));
      times[side].push((performance.now() - start) / perRound);
    }
  }
  const [port, limit] = [median(times.port.slice(10)), median(times.bare.slice(10))];
  return [
    { what: "seal and open 64 characters (µs)", value: (port * 1_000).toFixed(1) },
    ratio("seal and open / bare AES-256-GCM", port / limit, { atMost: 2 }),
  ];
}

async function someWorkspace(): Promise<string> {
  const id = newId("ten");
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id, slug: "sealing", name: "Sealing" });
    await db.insert(entitlements).values({ tenantId: id });
  });
  return id;
}

const key = randomBytes(32);
const context = Buffer.from("a context as long as that of a cell: workspace, purpose, table, column, row");

function bare(plain: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv("aes-256-gcm", key, nonce).setAAD(context);
  const body = Buffer.concat([sealing.update(plain, "utf8"), sealing.final()]);
  const opening = createDecipheriv("aes-256-gcm", key, nonce)
    .setAAD(context)
    .setAuthTag(sealing.getAuthTag());
  return opening.update(body, undefined, "utf8") + opening.final("utf8");
}
