import { SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

/** There is always one member, so an empty list is a search that found nobody. */
export function NobodyFound({ search, allHref }: { search: string; allHref: string }) {
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={`Nobody is found by “${search}”`}
        description="Try fewer letters, or a part of the e-mail address."
        action={
          <Button asChild variant="outline">
            <Link href={allHref}>Show everybody</Link>
          </Button>
        }
      />
    </Card>
  );
}
