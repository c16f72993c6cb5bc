import { connection } from "next/server";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_OWNER_URL, max: 10 });

type Row = { id: string; name: string; description: string; status: string; updated_at: Date };

/** The project list as a beginner would write it: one query with a WHERE, one table. The floor of the comparison. */
export default async function Page() {
  await connection();
  const { rows } = await pool.query<Row>(
    `select id, name, description, status, version, created_at, updated_at from tenant.projects
      where tenant_id = $1 and status = $2 order by updated_at desc, id desc limit $3`,
    [process.env.BENCH_TENANT, "active", 26],
  );
  return (
    <main>
      <h1>Projects</h1>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <a href={`/projects/${row.id}`}>{row.name}</a>
                <p>{row.description}</p>
              </td>
              <td>{row.status}</td>
              <td>{row.updated_at.toISOString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
