"use client";

import { useSyncExternalStore } from "react";
import { exactIn } from "@/components/ui/moment";
import type { Moment } from "@/components/ui/relative-time";
import { zoneHere } from "@/lib/platform/time-zone";

const subscribeToNothing = () => () => undefined;

/**
 * A date and a time to the minute, with the name of its zone: the browser's, and UTC until it is known or without
 * JavaScript. Where the workspace or the person has a zone, show `exactIn` of it instead.
 */
export function DateTime({ moment: { iso, exact } }: { moment: Pick<Moment, "iso" | "exact"> }) {
  const shown = useSyncExternalStore(
    subscribeToNothing,
    () => exactIn(zoneHere(), new Date(iso)),
    () => exact,
  );
  return <time dateTime={iso}>{shown}</time>;
}
