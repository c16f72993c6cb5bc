import { Search } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { longestSearch } from "@/lib/members/values";

/** A plain GET form to the page it stands on; the address keeps what was looked for. */
export function MemberSearch({ search }: { search: string }) {
  const t = useTranslations("members.list");
  return (
    <search>
      <form className="flex gap-2">
        <span className="relative min-w-0 flex-1 sm:max-w-72">
          <Search
            aria-hidden
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-muted-foreground"
          />
          <Input
            key={search}
            type="search"
            name="search"
            aria-label={t("searchLabel")}
            placeholder={t("searchPlaceholder")}
            defaultValue={search}
            maxLength={longestSearch}
            className="pl-9"
          />
        </span>
        <Button type="submit" variant="outline">
          {t("search")}
        </Button>
      </form>
    </search>
  );
}
