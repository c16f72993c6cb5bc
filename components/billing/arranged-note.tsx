/** Why something cannot be clicked here, and who can do it. */
export const ArrangedNote = ({ contact }: { contact: string }) => (
  <p className="w-full text-muted-foreground text-sm">
    This plan was arranged with us. To change it, write to{" "}
    <a href={`mailto:${contact}`} className="text-brand underline-offset-4 hover:underline">
      {contact}
    </a>
    .
  </p>
);
