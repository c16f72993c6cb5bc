import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { actorKinds, auditRisks } from "@/lib/audit/schema";

type AuditFilterProps = {
  view: {
    search: string;
    noun: string;
    member: string;
    actorKind: string;
    risk: string;
    from: string;
    to: string;
  };
  nouns: string[];
  members: { userId: string; name: string }[];
};

/** A plain GET form to the page it stands on; the address keeps what was chosen. */
export function AuditFilter({ view, nouns, members }: AuditFilterProps) {
  const t = useTranslations("audit.filter");
  const kind = useTranslations("audit.kind");
  const riskName = useTranslations("audit.risk");
  return (
    <search>
      <form key={JSON.stringify(view)} className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        <Input
          type="search"
          name="search"
          aria-label={t("search")}
          placeholder={t("searchHint")}
          maxLength={80}
          defaultValue={view.search}
        />
        <Choice name="noun" label={t("what")} all={t("everything")} value={view.noun}>
          {nouns.map((one) => (
            <option key={one} value={one}>
              {one[0]?.toUpperCase()}
              {one.slice(1).replaceAll("_", " ")}
            </option>
          ))}
        </Choice>
        <Choice name="member" label={t("who")} all={t("everybody")} value={view.member}>
          {members.map(({ userId, name }) => (
            <option key={userId} value={userId}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice name="actorKind" label={t("kind")} all={t("anyKind")} value={view.actorKind}>
          {actorKinds.map((one) => (
            <option key={one} value={one}>
              {kind(one)}
            </option>
          ))}
        </Choice>
        <Choice name="risk" label={t("risk")} all={t("anyRisk")} value={view.risk}>
          {auditRisks.map((one) => (
            <option key={one} value={one}>
              {riskName(one)}
            </option>
          ))}
        </Choice>
        <Day name="from" label={t("from")} value={view.from} />
        <Day name="to" label={t("to")} value={view.to} />
        <Button type="submit" variant="outline">
          {t("submit")}
        </Button>
      </form>
    </search>
  );
}

type ChoiceProps = { name: string; label: string; all: string; value: string; children: ReactNode };

const Choice = ({ name, label, all, value, children }: ChoiceProps) => (
  <NativeSelect name={name} aria-label={label} defaultValue={value}>
    <option value="">{all}</option>
    {children}
  </NativeSelect>
);

const Day = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <div className="flex min-w-0 items-center gap-2">
    <Label htmlFor={`audit-${name}`} className="w-8 shrink-0 text-muted-foreground">
      {label}
    </Label>
    <Input id={`audit-${name}`} type="date" name={name} defaultValue={value} className="min-w-0" />
  </div>
);
