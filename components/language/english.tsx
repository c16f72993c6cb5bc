import type { ReactNode } from "react";
import { Speaking } from "@/components/language/speaking";
import danger from "@/messages/en/danger.json";
import failures from "@/messages/en/failures.json";
import fields from "@/messages/en/fields.json";
import joining from "@/messages/en/joining.json";
import lists from "@/messages/en/lists.json";
import parts from "@/messages/en/parts.json";
import problems from "@/messages/en/problems.json";
import projects from "@/messages/en/projects.json";
import roles from "@/messages/en/roles.json";
import roster from "@/messages/en/roster.json";
import shell from "@/messages/en/shell.json";
import toast from "@/messages/en/toast.json";

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

/** What the browser says in English. */
export default function English({ children }: { children: ReactNode }) {
  return (
    <Speaking language="en" messages={messages}>
      {children}
    </Speaking>
  );
}
