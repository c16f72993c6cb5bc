import type { ReactNode } from "react";
import { Speaking } from "@/components/language/speaking";
import fields from "@/messages/en/fields.json";
import joining from "@/messages/en/joining.json";
import roster from "@/messages/en/roster.json";
import shell from "@/messages/en/shell.json";

/** What the browser says in English. */
export default function English({ children }: { children: ReactNode }) {
  return (
    <Speaking language="en" messages={{ fields, joining, roster, shell }}>
      {children}
    </Speaking>
  );
}
