import { sortingOf } from "@/components/lists/sorting";
import { InviteButton } from "@/components/members/invite-dialog";
import { MemberSearch } from "@/components/members/member-search";
import { MemberTable } from "@/components/members/member-table";
import { NobodyFound } from "@/components/members/nobody-found";
import { Button } from "@/components/ui/button";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { PlainLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { fits } from "@/lib/entitlements/plans";
import { getTranslations, titled } from "@/lib/entry/language";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import { listMembersInput, memberListing } from "@/lib/members/listing";
import { listMembers, seatUsage } from "@/lib/members/queries";
import { membersHref } from "./address";
import { Invitations } from "./invitations";
import { listed } from "./listed";
import { Seats } from "./seats";

export const generateMetadata = titled("members.page.title");

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = lenient(listMembersInput, await searchParams);
  const { search = "", role = "", sort, order = "" } = asked;
  const view = { search, role, sort, order };
  const [context, page, seats] = await Promise.all([viewer(), read(listMembers, asked), read(seatUsage, {})]);
  const { items, previousCursor, nextCursor } = page;
  const t = await getTranslations("members.page");
  const lists = await getTranslations("lists");
  const path = "/settings/members";
  const canManage = can(context.role, "members:manage");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          canManage ? (
            <>
              <Button asChild variant="outline">
                <PlainLink href={membersHref(`${path}/export`, view)} download>
                  {lists("export")}
                </PlainLink>
              </Button>
              {mayChange(context, "members:manage") && fits(seats.limit, seats.used) ? (
                <InviteButton />
              ) : null}
            </>
          ) : null
        }
      />
      <div className="grid gap-6">
        <div className="grid gap-3">
          <MemberSearch search={search} role={asked.role} kept={{ sort, ...(order && { order }) }} />
          {items.length > 0 ? (
            <MemberTable
              members={items.map(listed(context))}
              sorting={sortingOf({
                ...{ sorts: memberListing.sorts, sort, isDescending: memberListing.isDescending(asked) },
                pathOf: (by, direction) => membersHref(path, { ...view, sort: by, order: direction ?? "" }),
              })}
              canManage={canManage}
            />
          ) : (
            <NobodyFound search={search} allHref={path} />
          )}
          <CursorPagination
            label={t("title")}
            previousHref={previousCursor && membersHref(path, { ...view, before: previousCursor })}
            nextHref={nextCursor && membersHref(path, { ...view, cursor: nextCursor })}
          />
        </div>
        <Seats
          canManage={mayChange(context, "members:manage")}
          canSeeBilling={can(context.role, "billing:read")}
        />
        {canManage ? <Invitations canInvite={mayChange(context, "members:manage")} /> : null}
      </div>
    </>
  );
}
