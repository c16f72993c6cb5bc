import { eq } from "drizzle-orm";
import { quotes } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { type Case, fresh } from "../isolation/case";
import type { TestWorkspace } from "../support/world";
import { asked, askFrom } from "./asked";

export const cases: Record<string, Case> = {
  "quote.request": { audience: "public", input: () => asked({ email: `${fresh()}@example.com` }) },
  "quote.list": { audience: "operator" },
  "quote.mark": { audience: "operator" },
};

export async function fixture(home: TestWorkspace, marker: string): Promise<Record<string, string>> {
  await askFrom(home, asked({ company: `${marker} company`, email: `${fresh()}@example.com` }));
  const [row] = await withPlatform((db) => db.select().from(quotes).where(eq(quotes.tenantId, home.id)));
  return row ? { quo: row.id } : {};
}
