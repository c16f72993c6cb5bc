import { z } from "zod";
import { eventCatalog } from "@/lib/core/events";
import { type Role, roleLabels, roles } from "@/lib/core/permissions";

interface Told {
  type: string;
  actorLabel: string;
  subjectLabel: string | null;
  data: Record<string, unknown>;
}

const sentences: Record<string, string> = eventCatalog;

/**
 * An event as it reads after its actor: what was done, to what, and the detail that explains it. One that an earlier version
 * wrote and this one does not know is shown by its type.
 */
export function describeEvent({ type, actorLabel, subjectLabel, data }: Told) {
  // "Kim joined the workspace Kim" and "changed the settings of Acme", read in Acme, name what is known already.
  const isObvious = subjectLabel === actorLabel || type.startsWith("workspace.");
  return {
    deed: sentences[type] ?? type,
    subject: isObvious ? null : subjectLabel,
    detail: details[type]?.(data) ?? null,
  };
}

const role = z.enum(roles).transform((one: Role) => roleLabels[one].name);
const change = z.object({ from: z.string(), to: z.string() });

const details: Record<string, (data: Record<string, unknown>) => string | null> = {
  "member.invited": (data) => told(z.object({ role }), data, (it) => `as ${it.role}`),
  "member.joined": (data) => told(z.object({ role }), data, (it) => `as ${it.role}`),
  "member.role_changed": (data) =>
    told(z.object({ from: role, to: role }), data, (it) => `from ${it.from} to ${it.to}`),
  "project.renamed": (data) => told(z.object({ before: z.string() }), data, (it) => `before: ${it.before}`),
  "subscription.changed": (data) =>
    told(
      z.object({ price: z.string(), seats: z.string() }),
      data,
      (it) => `${it.price}, ${it.seats} ${it.seats === "1" ? "seat" : "seats"}`,
    ),
  "workspace.suspended": (data) => told(z.object({ reason: z.string() }), data, (it) => it.reason),
  "workspace.updated": (data) =>
    told(z.object({ name: change }), data, ({ name }) => `name: ${name.from} → ${name.to}`) ??
    told(z.object({ signUpPolicy: z.string() }), data, (it) => `who may join: ${it.signUpPolicy}`),
};

function told<S extends z.ZodType>(
  shape: S,
  data: Record<string, unknown>,
  tell: (it: z.output<S>) => string,
): string | null {
  const known = shape.safeParse(data);
  return known.success ? tell(known.data) : null;
}
