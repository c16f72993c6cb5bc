import { inArray } from "drizzle-orm";
import { z } from "zod";
import { addresses, tenants } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { platformQuery } from "@/lib/core/operation";
import { isReserved, slugPattern, suggestSlug } from "@/lib/tenancy/slug";
import { type SlugAnswer, slugAnswer } from "./schema";

/** Whether an address can still be claimed. A hint for the form: the claim itself is decided when the workspace opens. */
export const checkSlug = platformQuery({
  name: "slug.check",
  summary: "Check whether an address is free",
  audience: "public",
  input: z.strictObject({ slug: z.string().trim().toLowerCase().max(320) }),
  output: slugAnswer,
  rest: { none: "a hint while somebody types; opening a workspace says it again" },
  example: { slug: "acme" },
  async run({ db }, { slug }): Promise<SlugAnswer> {
    if (slug.length < 3) return { status: "invalid", suggestion: null };
    const alternatives = alternativesTo(slug);
    const taken = await takenOf(db, [slug, ...alternatives]);
    const suggestion = alternatives.find((alternative) => !taken.has(alternative)) ?? null;
    if (!slugPattern.test(slug)) return { status: "invalid", suggestion };
    if (isReserved(slug)) return { status: "reserved", suggestion };
    return taken.has(slug) ? { status: "taken", suggestion } : { status: "available", suggestion: null };
  },
});

function alternativesTo(slug: string): string[] {
  const stem = suggestSlug(slug).slice(0, 30).replace(/-+$/, "");
  return [stem, ...["hq", "team", "group", "2", "3", "4", "5"].map((end) => `${stem}-${end}`)].filter(
    (candidate) => candidate !== slug && slugPattern.test(candidate) && !isReserved(candidate),
  );
}

async function takenOf(db: PlatformDb, slugs: string[]): Promise<Set<string>> {
  const present = db.select({ slug: tenants.slug }).from(tenants).where(inArray(tenants.slug, slugs));
  const held = db.select({ slug: addresses.slug }).from(addresses).where(inArray(addresses.slug, slugs));
  return new Set((await present.union(held)).map((row) => row.slug));
}
