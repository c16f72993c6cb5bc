import { useTranslations } from "#translations";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";
import { FormSelect } from "@/components/ui/form-field";
import type { Region } from "@/lib/core/context";
import { languageNames, languages } from "@/lib/platform/languages";
import { timeZones } from "@/lib/platform/time-zone";

type RegionFormProps = { region: Region; of: "person" | "workspace"; action: FormAction<Region> };

/** What somebody, or whoever is in a workspace, is spoken to in, and whose clocks they are shown. */
export function RegionForm({ region: { language, timeZone }, of, action }: RegionFormProps) {
  const t = useTranslations("region");
  const isPerson = of === "person";
  return (
    <ActionForm action={action} className="grid max-w-md gap-5">
      <FormSelect name="language" label={t("language")} defaultValue={language ?? ""}>
        <option value="">{t(isPerson ? "languageOfWorkspace" : "languageOfBrowser")}</option>
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {languageNames[one]}
          </option>
        ))}
      </FormSelect>
      <FormSelect
        name="timeZone"
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        defaultValue={timeZone ?? ""}
      >
        <option value="">{isPerson ? t("timeZoneOfWorkspace") : "UTC"}</option>
        {areas.map((area) => (
          <optgroup key={area} label={area}>
            {zonesOf(area).map((zone) => (
              <option key={zone} value={zone}>
                {zone.slice(area.length + 1).replaceAll("_", " ")}
              </option>
            ))}
          </optgroup>
        ))}
      </FormSelect>
      <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** "Europe", which "Europe/Berlin" is in; UTC is in none. */
const areas = [
  ...new Set(timeZones.flatMap((zone) => (zone.includes("/") ? zone.split("/").slice(0, 1) : []))),
];
const zonesOf = (area: string) => timeZones.filter((zone) => zone.startsWith(`${area}/`));
