import type { Metadata } from "next";
import { AuditFilter } from "@/components/audit/audit-filter";
import { AuditTable } from "@/components/audit/audit-table";
import { NothingLogged } from "@/components/audit/nothing-logged";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { listEventsInput } from "@/lib/audit/listing";
import { listEvents } from "@/lib/audit/queries";
import { eventSubjects } from "@/lib/describe-event";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read } from "@/lib/entry/page";
import { listMemberNames } from "@/lib/members/queries";
import { auditHref } from "./address";
import { logged } from "./logged";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { member: actorId, ...query } = await searchParams;
  const { cursor, before, ...filter } = lenient(listEventsInput, { ...query, actorId });
  const [page, members] = await Promise.all([
    read(listEvents, { ...filter, cursor, before }),
    read(listMemberNames, {}),
  ]);
  const { items, previousCursor, nextCursor } = page;
  const path = "/settings/audit";
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who did what in this workspace, and what was refused. Nothing here can be changed or deleted."
      />
      <div className="grid gap-3">
        <AuditFilter
          nouns={eventSubjects}
          members={members.map(({ userId, name }) => ({ userId, name }))}
          {...filter}
        />
        {items.length > 0 ? (
          <AuditTable events={items.map(logged)} />
        ) : (
          <NothingLogged isFiltered={Boolean(filter.noun || filter.actorId || filter.risk)} allHref={path} />
        )}
        <Pagination
          label="Audit log"
          previousHref={previousCursor && auditHref(path, { ...filter, before: previousCursor })}
          nextHref={nextCursor && auditHref(path, { ...filter, cursor: nextCursor })}
        />
      </div>
    </>
  );
}
