import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";

/** Back to the first page of wherever one is. */
export function HomeButton({ basePath, isWorkspace }: { basePath: string; isWorkspace: boolean }) {
  return (
    <Link href={basePath || "/"} className={buttonVariants()}>
      {isWorkspace ? "Go to the dashboard" : "Go to the first page"}
    </Link>
  );
}
