import { eq } from "drizzle-orm";
import { entitlements, memberships, placements, tenants, users } from "@/db/schema/platform";
import { events, projects } from "@/db/schema/tenant";
import { type TenantDb, withPlatform, withTenant } from "@/db/tenant";
import { hashPassword } from "@/lib/auth/passwords";
import { pushCatalog } from "@/lib/billing/catalog";
import type { Role } from "@/lib/core/permissions";
import type { PlanId } from "@/lib/entitlements/plans";
import { newId } from "@/lib/platform/id";
import { nameKey } from "@/lib/platform/name-key";
import { demoPassword } from "./demo-password";
import { seedSubscription, withoutWebhooks } from "./seed-billing";
import { projectDescription, projectNames } from "./seed-names";
import { seedUsage } from "./seed-usage";

export interface Seeded {
  workspaces: { slug: string; name: string }[];
  people: { email: string; can: string }[];
  password: string;
}

interface DemoWorkspace {
  slug: string;
  name: string;
  plan: PlanId;
  signUpPolicy: "open" | "invitation" | "domain";
  signUpDomains: string[];
  projectCount: number;
  people: { email: string; name: string; role: Role }[];
}

/** How far back the demo's bills and its usage go; a period of 20 days is always one that still runs. */
const historyDays = 20;

const robin = { email: "robin@acme.example", name: "Robin Castellanos" };

/** Two believable companies; Robin works in both, Mira and Jonas in one each. */
const demo: DemoWorkspace[] = [
  {
    slug: "acme",
    name: "Acme Outdoor",
    plan: "business",
    signUpPolicy: "open",
    signUpDomains: [],
    projectCount: 264,
    people: [
      { email: "mira@acme.example", name: "Mira Okonkwo", role: "owner" },
      { ...robin, role: "admin" },
      { email: "tomas@acme.example", name: "Tomás Herrera", role: "member" },
      { email: "ingrid@acme.example", name: "Ingrid Solheim", role: "member" },
      { email: "wei@acme.example", name: "Wei Zhang", role: "viewer" },
      { email: "priya@acme.example", name: "Priya Raghunathan", role: "billing" },
    ],
  },
  {
    slug: "globex",
    name: "Globex Research",
    plan: "free",
    signUpPolicy: "domain",
    signUpDomains: ["globex.example"],
    projectCount: 2,
    people: [
      { email: "jonas@globex.example", name: "Jonas Lindqvist", role: "owner" },
      { ...robin, role: "member" },
    ],
  },
];

/** Fills an empty database with the demo; a database that has it is left alone. */
export async function seedDemo(log: (line: string) => void): Promise<Seeded> {
  await withoutWebhooks(async () => {
    await pushCatalog();
    if (await isSeeded()) return;
    log("Seeding two workspaces…");
    const people = await seedPeople(await hashPassword(demoPassword));
    for (const workspace of demo) await seedWorkspace(workspace, people);
  });
  return {
    workspaces: demo.map(({ slug, name }) => ({ slug, name })),
    people: describePeople(),
    password: demoPassword,
  };
}

async function isSeeded(): Promise<boolean> {
  const found = await withPlatform((db) =>
    db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, "acme")),
  );
  return found.length > 0;
}

type People = Map<string, { id: string; name: string }>;

async function seedPeople(passwordHash: string): Promise<People> {
  const people: People = new Map();
  for (const { email, name } of demo.flatMap((workspace) => workspace.people))
    people.set(email, people.get(email) ?? { id: newId("usr"), name });
  const now = new Date();
  await withPlatform((db) =>
    db
      .insert(users)
      .values(
        [...people].map(([email, { id, name }]) => ({ id, email, name, passwordHash, emailVerifiedAt: now })),
      ),
  );
  return people;
}

async function seedWorkspace(workspace: DemoWorkspace, people: People): Promise<void> {
  const { slug, name, plan, signUpPolicy, signUpDomains } = workspace;
  const id = newId("ten");
  const members = workspace.people.map(({ email, role }) => ({
    role,
    user: people.get(email) ?? { id: "", name: "" },
  }));
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id, slug, name, signUpPolicy, signUpDomains });
    await db.insert(placements).values({ tenantId: id });
    await db.insert(entitlements).values({ tenantId: id });
    await db
      .insert(memberships)
      .values(members.map(({ role, user }) => ({ tenantId: id, id: newId("mem"), userId: user.id, role })));
  });
  // A real sandbox is its owner's: nobody is subscribed there without being asked, and uses no more than a free plan has.
  const isPaying = plan !== "free" && Boolean(process.env.STRIPE_API_URL);
  if (isPaying) {
    const email = workspace.people[0]?.email ?? "";
    await seedSubscription({ tenantId: id, name, email, plan, sinceDays: historyDays });
  }
  const authors = members
    .filter(({ role }) => role !== "viewer" && role !== "billing")
    .map(({ user }) => user);
  await withTenant(id, (db) => seedProjects(db, id, workspace.projectCount, authors));
  await seedUsage(id, { days: historyDays, callsPerDay: isPaying ? 96_000 : 36 });
}

async function seedProjects(
  db: TenantDb,
  tenantId: string,
  count: number,
  authors: { id: string; name: string }[],
): Promise<void> {
  const names = projectNames(count);
  const spanMs = 200 * 24 * 3_600_000;
  const rows = names.map((name, index) => {
    const createdAt = new Date(Date.now() - spanMs + (index * spanMs) / count);
    const isArchived = index % 11 === 3;
    const author = authors[index % authors.length] ?? { id: "", name: "" };
    return {
      author,
      tenantId,
      id: newId("prj"),
      name,
      nameKey: nameKey(name),
      description: projectDescription(index),
      status: isArchived ? ("archived" as const) : ("active" as const),
      archivedAt: isArchived ? createdAt : null,
      createdBy: author.id,
      createdAt,
      updatedAt: createdAt,
    };
  });
  await db.insert(projects).values(rows);
  await db.insert(events).values(
    rows.map(({ author, id, name, createdAt }) => ({
      tenantId,
      id: newId("evt"),
      type: "project.created",
      actorKind: "user" as const,
      actorId: author.id,
      actorLabel: author.name,
      subjectId: id,
      subjectLabel: name,
      createdAt,
    })),
  );
}

function describePeople(): Seeded["people"] {
  const roles = new Map<string, string[]>();
  for (const { name, people } of demo) {
    for (const { email, role } of people)
      roles.set(email, [...(roles.get(email) ?? []), `${role} of ${name}`]);
  }
  return [...roles].map(([email, can]) => ({ email, can: can.join(", ") }));
}
