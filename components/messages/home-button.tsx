import { useTranslations } from "#translations";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** Back to the first page of wherever one is. */
export function HomeButton({ isWorkspace }: { isWorkspace: boolean }) {
  const t = useTranslations("problems");
  return (
    <Link href="/" className={buttonVariants()}>
      {t(isWorkspace ? "toDashboard" : "toFirstPage")}
    </Link>
  );
}
