import type { ReactNode } from "react";
import {
  AddressPicture,
  AuditPicture,
  BillingPicture,
  IsolationPicture,
  RolesPicture,
} from "@/components/marketing/feature-pictures";
import { Section } from "@/components/marketing/section";
import type { Currency } from "@/lib/entitlements/currencies";
import { cn } from "@/lib/platform/cn";

export function Features({ currency }: { currency: Currency }) {
  return (
    <Section
      id="features"
      eyebrow="What a workspace is"
      title="Four walls, a door and a key for everyone who should have one."
      lead="Each company works in a space that is complete in itself. Nothing in it is shared with the company next door."
    >
      <div className="grid grid-cols-1 gap-4 md:grid-cols-6">
        <Feature
          className="md:col-span-3"
          title="An address per company"
          text="Every workspace answers on its own subdomain. Sessions stay there: signing in next door opens nothing here."
          picture={<AddressPicture />}
        />
        <Feature
          className="md:col-span-3"
          title="Apart by the database itself"
          text="Row-level security is enabled and forced on every table of a workspace. A query that names no workspace gets no rows."
          picture={<IsolationPicture />}
        />
        <Feature
          className="md:col-span-2"
          title="Roles that mean something"
          text="Owner, admin, member, viewer and billing. Each action names the permission it needs."
          picture={<RolesPicture />}
        />
        <Feature
          className="md:col-span-2"
          title="Billing inside"
          text="Plan, seats, card and invoices live in the workspace. Payments run through Stripe."
          picture={<BillingPicture currency={currency} />}
        />
        <Feature
          className="md:col-span-2"
          title="An audit log that is complete"
          text="A change and its line in the log are saved together: neither exists without the other."
          picture={<AuditPicture />}
        />
      </div>
    </Section>
  );
}

type FeatureProps = { title: string; text: string; picture: ReactNode; className?: string };

function Feature({ title, text, picture, className }: FeatureProps) {
  return (
    <article
      className={cn(
        "grid grid-cols-1 content-between overflow-hidden rounded-xl border bg-card shadow-xs",
        className,
      )}
    >
      <div aria-hidden className="p-5 pb-0 select-none md:p-6 md:pb-0">
        {picture}
      </div>
      <div className="p-5 md:p-6">
        <h3 className="font-semibold text-lg tracking-[-0.015em]">{title}</h3>
        <p className="mt-1.5 text-pretty text-[0.9375rem] text-muted-foreground leading-6">{text}</p>
      </div>
    </article>
  );
}
