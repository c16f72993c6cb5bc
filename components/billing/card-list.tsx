import { CreditCard } from "lucide-react";
import { ActionButton } from "@/components/ui/action-button";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { makeDefaultCardAction, removeCardAction } from "@/lib/billing/actions";
import { cardInWords, cardMonth } from "@/lib/billing/card-words";
import type { ListedCard } from "@/lib/billing/cards/schema";

type CardListProps = { cards: ListedCard[]; canManage: boolean };

/** The cards on file, the default first, each with what can be done with it or why nothing can. */
export function CardList({ cards, canManage }: CardListProps) {
  if (cards.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={CreditCard}
          title="No card on file"
          description="Add one, so that a paid plan can be charged."
        />
      </Card>
    );
  }
  return (
    <Card>
      <ul aria-label="Cards on file" className="divide-y text-sm">
        {cards.map((card) => (
          <li key={card.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
            <Name card={card} />
            {canManage ? <Deeds card={card} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const expiryWords: Record<NonNullable<ListedCard["expiry"]>, { label: string; variant: BadgeVariant }> = {
  soon: { label: "Expires soon", variant: "warning" },
  expired: { label: "Expired", variant: "danger" },
};

function Name({ card }: { card: ListedCard }) {
  const month = cardMonth(card);
  const { isDefault, expiry } = card;
  return (
    <div className="flex min-w-0 gap-2.5">
      <CreditCard aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {cardInWords(card)}
          {isDefault ? <Badge variant="brand">Default</Badge> : null}
          {expiry ? <Badge variant={expiryWords[expiry].variant}>{expiryWords[expiry].label}</Badge> : null}
        </p>
        {month ? (
          <p className="text-muted-foreground text-xs tabular-nums">
            {expiry === "expired" ? "Expired" : "Expires"} {month}
          </p>
        ) : null}
      </div>
    </div>
  );
}

const keepingWords: Record<NonNullable<ListedCard["keeping"]>, string> = {
  default: "To remove it, make another card the default first.",
  charged: "Another subscription is charged to it. To remove it, make another card the default first.",
  needed: "The paid plan or an open invoice needs it. To remove it, add another card first.",
};

function Deeds({ card: { id, isDefault, expiry, keeping } }: { card: ListedCard }) {
  const whyKept = keeping && (
    <p className="max-w-xs text-pretty text-muted-foreground text-xs">{keepingWords[keeping]}</p>
  );
  if (keeping === "default" || keeping === "needed") return whyKept;
  return (
    <div className="flex flex-wrap gap-2">
      {whyKept}
      {isDefault || expiry === "expired" ? null : (
        <ActionButton action={makeDefaultCardAction} fields={{ id }} variant="outline">
          Make default
        </ActionButton>
      )}
      {keeping ? null : (
        <ActionButton action={removeCardAction} fields={{ id }} variant="ghost">
          Remove
        </ActionButton>
      )}
    </div>
  );
}
