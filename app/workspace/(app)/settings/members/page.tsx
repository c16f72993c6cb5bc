import { MemberSearch } from "@/components/members/member-search";
import { MemberTable } from "@/components/members/member-table";
import { NobodyFound } from "@/components/members/nobody-found";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { getTranslations, titled } from "@/lib/entry/language";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import { listMembersInput } from "@/lib/members/listing";
import { listMembers } from "@/lib/members/queries";
import { membersHref } from "./address";
import { Invitations } from "./invitations";
import { listed } from "./listed";
import { Seats } from "./seats";

export const generateMetadata = titled("members.page.title");

export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { search = "", ...place } = lenient(listMembersInput, await searchParams);
  const [context, page] = await Promise.all([viewer(), read(listMembers, { search, ...place })]);
  const { items, previousCursor, nextCursor } = page;
  const t = await getTranslations("members.page");
  const path = "/settings/members";
  const canManage = can(context.role, "members:manage");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid gap-6">
        <Seats
          canManage={mayChange(context, "members:manage")}
          canSeeBilling={can(context.role, "billing:read")}
        />
        <div className="grid gap-3">
          <MemberSearch search={search} />
          {items.length > 0 ? (
            <MemberTable members={items.map(listed(context))} canManage={canManage} />
          ) : (
            <NobodyFound search={search} allHref={path} />
          )}
          <Pagination
            label={t("title")}
            previousHref={previousCursor && membersHref(path, { search, before: previousCursor })}
            nextHref={nextCursor && membersHref(path, { search, cursor: nextCursor })}
          />
        </div>
        {canManage ? <Invitations canInvite={mayChange(context, "members:manage")} /> : null}
      </div>
    </>
  );
}
