import type { ReactNode } from "react";
import { Speaking } from "@/components/language/speaking";
import danger from "@/messages/de/danger.json";
import failures from "@/messages/de/failures.json";
import fields from "@/messages/de/fields.json";
import joining from "@/messages/de/joining.json";
import lists from "@/messages/de/lists.json";
import parts from "@/messages/de/parts.json";
import problems from "@/messages/de/problems.json";
import projects from "@/messages/de/projects.json";
import roles from "@/messages/de/roles.json";
import roster from "@/messages/de/roster.json";
import shell from "@/messages/de/shell.json";
import toast from "@/messages/de/toast.json";

const messages = {
  danger,
  failures,
  fields,
  joining,
  lists,
  parts,
  problems,
  projects,
  roles,
  roster,
  shell,
  toast,
};

/** What the browser says in German. */
export default function German({ children }: { children: ReactNode }) {
  return (
    <Speaking language="de" messages={messages}>
      {children}
    </Speaking>
  );
}
