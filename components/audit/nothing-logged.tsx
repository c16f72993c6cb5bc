import { ScrollText, SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

export function NothingLogged({ isFiltered, allHref }: { isFiltered: boolean; allHref: string }) {
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={SearchX}
          title="Nothing like that has happened"
          description="Choose another kind of event or another member."
          action={
            <Button asChild variant="outline">
              <Link href={allHref}>Show everything</Link>
            </Button>
          }
        />
      ) : (
        <EmptyState
          icon={ScrollText}
          title="Nothing has happened yet"
          description="Every change in the workspace will stand here, with who made it and when."
        />
      )}
    </Card>
  );
}
