import { Section } from "@/components/marketing/section";

const steps = [
  {
    title: "Choose a name and an address",
    text: "Tell us what your company is called and how its address should begin. The workspace opens from the link we mail you.",
  },
  {
    title: "Invite your people",
    text: "Enter their addresses and pick a role for each. They get a mail with a link, and join with one account.",
  },
  {
    title: "Pay when you outgrow Free",
    text: "Open billing in the workspace, compare the plans and choose one. The price is shown before you confirm.",
  },
];

export function Steps() {
  return (
    <Section eyebrow="How it works" title="Three steps, and your company is in." className="bg-sidebar">
      <ol className="grid gap-px overflow-hidden rounded-xl border bg-border md:grid-cols-3">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="bg-card p-6 md:p-8">
            <span aria-hidden className="font-mono text-brand text-sm">
              {index + 1}
            </span>
            <h3 className="mt-6 font-semibold text-lg tracking-[-0.015em] md:mt-14">{title}</h3>
            <p className="mt-1.5 text-pretty text-[0.9375rem] text-muted-foreground leading-6">{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
