import { useTranslations } from "#translations";
import { ScopeChoice } from "@/components/api-keys/scope-choice";
import { FormDateTime } from "@/components/ui/form-date-time";
import { FormField, FormSelect } from "@/components/ui/form-field";
import { keyRoles } from "@/lib/api-keys/values";
import { scopesOf } from "@/lib/core/permissions";

const rows = [0, 1, 2] as const;

/** What a key is called, what it may do, until when and from where. */
export function KeyFields() {
  const t = useTranslations("apiKeys.fields");
  const role = useTranslations("roles");
  return (
    <>
      <FormField name="name" label={t("name")} hint={t("nameHint")} autoComplete="off" required />
      <FormSelect name="role" label={t("role")} hint={t("roleHint")} defaultValue="admin">
        {keyRoles.map((one) => (
          <option key={one} value={one}>
            {role(one)}
          </option>
        ))}
      </FormSelect>
      <ScopeChoice label={t("scopes")} hint={t("scopesHint")} groups={useGroups()} />
      <FormDateTime name="expiresAt" label={t("expires")} />
      <fieldset className="grid gap-3">
        <legend className="mb-1 font-medium text-sm">{t("networks")}</legend>
        <p className="text-muted-foreground text-sm">{t("networksHint")}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          {rows.map((row) => (
            <FormField
              key={row}
              name={`networks.${row}`}
              label={t("network", { number: row + 1 })}
              autoComplete="off"
              spellCheck={false}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

const nouns = ["workspace", "projects", "members", "billing", "usage", "audit", "webhooks"] as const;
const verbs = ["read", "update", "write", "delete", "manage"] as const;

function useGroups() {
  const noun = useTranslations("apiKeys.nouns");
  const verb = useTranslations("apiKeys.verbs");
  const offered: readonly string[] = scopesOf("admin");
  return nouns.map((of) => ({
    label: noun(of),
    scopes: verbs.flatMap((deed) =>
      offered.includes(`${of}:${deed}`) ? [{ scope: `${of}:${deed}`, label: verb(deed) }] : [],
    ),
  }));
}
