import { AuditFilter } from "@/components/audit/audit-filter";
import { AuditTable } from "@/components/audit/audit-table";
import { NothingLogged } from "@/components/audit/nothing-logged";
import { Button } from "@/components/ui/button";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { PlainLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { listEventsInput } from "@/lib/audit/listing";
import { listEvents } from "@/lib/audit/queries";
import { eventSubjects } from "@/lib/describe-event";
import {
  currentFormats,
  currentLanguage,
  currentTimeZone,
  getTranslations,
  titled,
} from "@/lib/entry/language";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read } from "@/lib/entry/page";
import { listMemberNames } from "@/lib/members/queries";
import { auditHref, dayIn } from "./address";
import { logged } from "./logged";
import { momentsOf } from "./range";

export const generateMetadata = titled("audit.title");

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { member: actorId, ...query } = await searchParams;
  const days = { from: dayIn(query, "from"), to: dayIn(query, "to") };
  const [timeZone, language, formats, t, lists] = await Promise.all([
    currentTimeZone(),
    currentLanguage(),
    currentFormats(),
    getTranslations("audit"),
    getTranslations("lists"),
  ]);
  const { since, until } = momentsOf(timeZone, days);
  const asked = lenient(listEventsInput, { ...query, actorId, since, until });
  const { search = "", noun = "", actorKind = "", risk = "" } = asked;
  const view = { search, noun, member: asked.actorId ?? "", actorKind, risk, ...days };
  const [page, members] = await Promise.all([read(listEvents, asked), read(listMemberNames, {})]);
  const { items, previousCursor, nextCursor } = page;
  const path = "/settings/audit";
  const { member, from, to, ...rest } = view;
  const file = { ...rest, actorId: member, since: since ?? "", until: until ?? "" };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <Button asChild variant="outline">
            <PlainLink href={auditHref(`${path}/export`, file)} download>
              {lists("export")}
            </PlainLink>
          </Button>
        }
      />
      <div className="grid gap-3">
        <AuditFilter
          view={view}
          nouns={eventSubjects}
          members={members.map(({ userId, name }) => ({ userId, name }))}
        />
        {items.length > 0 ? (
          <AuditTable events={items.map((event) => logged(event, language, formats))} />
        ) : (
          <NothingLogged isFiltered={Object.values(view).some(Boolean)} allHref={path} />
        )}
        <CursorPagination
          label={t("title")}
          previousHref={previousCursor && auditHref(path, { ...view, before: previousCursor })}
          nextHref={nextCursor && auditHref(path, { ...view, cursor: nextCursor })}
        />
      </div>
    </>
  );
}
