import { connection } from "next/server";
import pg from "pg";
import { LanguageProvider } from "@/components/language/language-provider";
import { ProjectsView } from "@/components/projects/projects-view";
import { AppShell } from "@/components/shell/app-shell";
import { momentOf } from "@/components/ui/moment";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_OWNER_URL, max: 10 });

type Row = {
  id: string;
  name: string;
  description: string;
  status: string;
  version: number;
  updated_at: Date;
};

async function noResults() {
  "use server";
  return [];
}

/** What our project list draws, on a page that does nothing else: one query with a WHERE, no tenant, session or limit. */
export default async function Page() {
  await connection();
  const [{ rows }, counts] = await Promise.all([
    pool.query<Row>(
      `select id, name, description, status, version, created_at, updated_at from tenant.projects
        where tenant_id = $1 and status = $2 order by updated_at desc, id desc limit $3`,
      [process.env.BENCH_TENANT, "active", 26],
    ),
    pool.query<{ active: number }>(
      "select count(*)::int as active from tenant.projects where tenant_id = $1",
      [process.env.BENCH_TENANT],
    ),
  ]);
  return (
    <LanguageProvider language="en">
      <AppShell
        workspace={{ name: "Bench", slug: "bench", picture: null, planName: "Enterprise", isReadOnly: false }}
        viewer={{
          ...{ name: "Bench", email: "bench@example.com", role: "owner", picture: null },
          may: ["workspace:read", "projects:read", "projects:write"],
        }}
        workspaces={[{ name: "Bench", slug: "bench", picture: null, isCurrent: true, href: "/" }]}
        createWorkspaceHref="/sign-up"
        contact="help@example.com"
        searches={{ projects: noResults }}
      >
        <ProjectsView
          view={{ search: "", status: "active", sort: "updatedAt" }}
          projects={rows.slice(0, 25).map((row) => ({
            id: row.id,
            name: row.name,
            teaser: row.description,
            isArchived: false,
            isReadOnly: false,
            createdBy: "Bench",
            version: row.version,
            changed: momentOf(row.updated_at),
          }))}
          counts={{ active: counts.rows[0]?.active ?? 0, archived: 0 }}
          previousCursor={null}
          nextCursor="next"
          canWrite
          canDelete
          planFull={null}
        />
      </AppShell>
    </LanguageProvider>
  );
}
