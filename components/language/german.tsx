import type { ReactNode } from "react";
import { Speaking } from "@/components/language/speaking";
import fields from "@/messages/de/fields.json";
import joining from "@/messages/de/joining.json";
import roster from "@/messages/de/roster.json";
import shell from "@/messages/de/shell.json";

/** What the browser says in German. */
export default function German({ children }: { children: ReactNode }) {
  return (
    <Speaking language="de" messages={{ fields, joining, roster, shell }}>
      {children}
    </Speaking>
  );
}
