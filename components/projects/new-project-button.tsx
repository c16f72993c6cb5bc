import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export function NewProjectButton() {
  return (
    <Button asChild>
      <Link href="/projects/new">{useTranslations("projects")("new")}</Link>
    </Button>
  );
}
