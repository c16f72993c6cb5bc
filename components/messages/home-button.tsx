import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** Back to the first page of wherever one is. */
export function HomeButton({ isWorkspace }: { isWorkspace: boolean }) {
  return (
    <Link href="/" className={buttonVariants()}>
      {isWorkspace ? "Go to the dashboard" : "Go to the first page"}
    </Link>
  );
}
