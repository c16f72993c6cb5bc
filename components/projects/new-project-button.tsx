import Link from "next/link";
import { Button } from "@/components/ui/button";

export function NewProjectButton({ basePath }: { basePath: string }) {
  return (
    <Button asChild>
      <Link href={`${basePath}/projects/new`}>New project</Link>
    </Button>
  );
}
