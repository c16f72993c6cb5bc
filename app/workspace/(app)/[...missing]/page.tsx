import { notFound } from "next/navigation";
import { viewer } from "@/lib/entry/page";

/** An address nobody wrote a page for: said inside the shell, which Next's own answer would stand without. */
export default async function MissingPage() {
  await viewer();
  notFound();
}
