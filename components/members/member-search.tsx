import { Search } from "lucide-react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { type Role, roles } from "@/lib/core/permissions";
import { longestSearch } from "@/lib/members/values";

interface MemberSearchProps {
  search: string;
  role?: Role;
  /** How the list is sorted stays as it is. */
  kept: Record<string, string>;
}

/** A plain GET form to the page it stands on; the address keeps what was looked for. */
export function MemberSearch({ search, role, kept }: MemberSearchProps) {
  const roleName = useTranslations("roles");
  const t = useTranslations("members.list");
  return (
    <search>
      <form className="flex flex-wrap gap-2">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <span className="relative min-w-0 flex-1 max-sm:basis-full sm:max-w-72">
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
        <div className="w-40">
          <NativeSelect key={role} name="role" aria-label={t("role")} defaultValue={role ?? ""}>
            <option value="">{t("anyRole")}</option>
            {roles.map((one) => (
              <option key={one} value={one}>
                {roleName(one)}
              </option>
            ))}
          </NativeSelect>
        </div>
        <Button type="submit" variant="outline">
          {t("search")}
        </Button>
      </form>
    </search>
  );
}
