import { CardList } from "@/components/billing/card-list";
import { Alert } from "@/components/ui/alert";
import { listCards } from "@/lib/billing/cards/list-cards";
import { receiveCard } from "@/lib/billing/cards/receive-card";
import { runCommand } from "@/lib/core/run";
import { attempt } from "@/lib/entry/page";

interface CardsProps {
  /** The page of the payment provider that the browser comes back from with a card. */
  givenAt: string | null;
  canManage: boolean;
}

/** The cards, once the payment provider has named them; the page does not wait for it. */
export async function Cards({ givenAt, canManage }: CardsProps) {
  const given =
    givenAt && canManage
      ? await attempt((context) => runCommand(receiveCard, context, { sessionId: givenAt }))
      : null;
  const listed = await attempt((context) => runCommand(listCards, context, {}));
  if (!listed.ok)
    return <Alert title="The cards on file are not known right now">Reload the page in a minute.</Alert>;
  const cards = listed.value?.cards ?? [];
  const isChosen = given?.ok && cards.some(({ id, isDefault }) => isDefault && id === given.value.id);
  return (
    <>
      {given?.ok ? (
        <Alert variant="success" role="status" title="The card is on file">
          {isChosen ? "Payments use it from now on." : "Make it the default to pay with it."}
        </Alert>
      ) : null}
      <CardList cards={cards} canManage={canManage} />
    </>
  );
}
