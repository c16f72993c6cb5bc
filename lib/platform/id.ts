import { monotonicFactory } from "ulid";

const next = monotonicFactory();

const prefixes = {
  tenant: "ten",
  user: "usr",
  membership: "mem",
  invitation: "inv",
  session: "ses",
  emailToken: "tok",
  project: "prj",
  event: "evt",
  intent: "int",
  drift: "dft",
} as const;

export type IdKind = keyof typeof prefixes;

/** A sortable id with a typed prefix, such as `prj_01k9…`: ULID, lower case, rising within a process. */
export function newId(kind: IdKind): string {
  return `${prefixes[kind]}_${next().toLowerCase()}`;
}
