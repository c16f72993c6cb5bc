"use client";

import { type ComponentProps, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useFormField } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { describeField, LabeledField } from "@/components/ui/labeled-field";
import { instantFieldOf, zoneFieldOf } from "@/lib/entry/form-state";
import { localIn, zoneHere } from "@/lib/platform/time-zone";

type FormDateTimeProps = Omit<ComponentProps<typeof Input>, "type" | "defaultValue"> & {
  name: string;
  label: ReactNode;
  /** An instant in ISO 8601. */
  defaultValue?: string | null;
  /** The IANA zone in which it is typed, where the workspace or the person has one; otherwise that of the browser. */
  timeZone?: string;
};

/**
 * A date and a time inside an ActionForm, sent with its zone and read as the instant: `lib/platform/time-zone` says what
 * becomes of the hour that clocks skip and of the one that comes twice. The zone stands below it. It is UTC without
 * JavaScript, and where something was typed before the script knew better.
 */
export function FormDateTime({ name, label, defaultValue, timeZone, ...props }: FormDateTimeProps) {
  const { id, error, value } = useFormField(name);
  const [zone, setZone] = useState(timeZone ?? "UTC");
  const input = useRef<HTMLInputElement>(null);
  const shownIn = (some: string) => (defaultValue ? localIn(some, new Date(defaultValue)) : "");
  const settle = useEffectEvent(() => {
    const { current } = input;
    if (timeZone || !current || current.value !== current.defaultValue || value !== undefined) return;
    const here = zoneHere();
    current.value = current.defaultValue = shownIn(here);
    setZone(here);
  });
  useEffect(() => settle(), []);
  const field = { id, label, hint: zone.replaceAll("_", " "), error };
  return (
    <LabeledField {...field}>
      <Input
        {...describeField(field)}
        {...{ name, ref: input, type: "datetime-local", defaultValue: value ?? shownIn(zone) }}
        {...props}
      />
      <input type="hidden" name={zoneFieldOf(name)} value={zone} />
      <input type="hidden" name={instantFieldOf(name)} value={defaultValue ?? ""} />
    </LabeledField>
  );
}
