import { Check, Lock, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { Meter } from "@/components/ui/meter";
import type { Currency } from "@/lib/entitlements/currencies";
import { plans } from "@/lib/entitlements/plans";
import { cn } from "@/lib/platform/cn";
import { formatPrice } from "@/lib/platform/money";
import { exampleHost } from "@/lib/platform/product";

const frame = "h-52 overflow-hidden rounded-lg border bg-background";

export function AddressPicture() {
  return (
    <div className={cn(frame, "grid content-center gap-2.5 px-5")}>
      {["acme", "globex", "initech"].map((slug, index) => (
        <span
          key={slug}
          className={cn(
            "flex h-11 items-center gap-3 rounded-md border bg-card px-3 font-mono text-[0.8125rem] text-muted-foreground shadow-xs",
            index === 1 && "ml-4",
            index === 2 && "ml-8",
          )}
        >
          <IdentityAvatar name={slug} shape="square" className="size-6 font-sans" />
          <span className="truncate">
            <span className="font-medium text-foreground">{slug}</span>.{exampleHost}
          </span>
          <Lock className="ml-auto size-3.5 shrink-0" />
        </span>
      ))}
    </div>
  );
}

export function IsolationPicture() {
  return (
    <div className={cn(frame, "content-center px-5 font-mono text-[0.8125rem] leading-7")}>
      <CodeLine note="-- as acme">select count(*) from projects;</CodeLine>
      <p className="text-brand">12</p>
      <CodeLine note="-- as nobody">select count(*) from projects;</CodeLine>
      <p className="text-brand">0</p>
    </div>
  );
}

function CodeLine({ note, children }: { note: string; children: ReactNode }) {
  return (
    <p className="flex gap-4">
      <span className="truncate">{children}</span>
      <span className="ml-auto whitespace-nowrap text-muted-foreground max-sm:hidden">{note}</span>
    </p>
  );
}

const grants = [
  { action: "Edit projects", by: [true, true, false] },
  { action: "Invite people", by: [true, false, false] },
  { action: "Change the plan", by: [false, false, true] },
  { action: "Read the audit log", by: [true, false, false] },
];

export function RolesPicture() {
  return (
    <div className={cn(frame, "px-4 py-3 text-xs")}>
      <div className="grid h-8 grid-cols-[1fr_3rem_3.25rem_3rem] items-center text-center font-medium text-muted-foreground">
        <span />
        <span>Admin</span>
        <span>Member</span>
        <span>Billing</span>
      </div>
      {grants.map(({ action, by }) => (
        <div
          key={action}
          className="grid h-9 grid-cols-[1fr_3rem_3.25rem_3rem] items-center justify-items-center border-t"
        >
          <span className="justify-self-start truncate">{action}</span>
          {by.map((isGranted, column) => (
            <Grant key={`${action} ${roleColumns[column]}`} isGranted={isGranted} />
          ))}
        </div>
      ))}
    </div>
  );
}

const roleColumns = ["admin", "member", "billing"];

function Grant({ isGranted }: { isGranted: boolean }) {
  return isGranted ? (
    <Check className="size-4 text-brand" strokeWidth={2.5} />
  ) : (
    <Minus className="size-3.5 text-muted-foreground/60" />
  );
}

export function BillingPicture({ currency }: { currency: Currency }) {
  const { name, price, seats, limits } = plans.professional;
  return (
    <div className={cn(frame, "grid content-center gap-4 px-5")}>
      <div className="flex items-baseline justify-between border-b pb-3">
        <span className="font-semibold text-sm">{name}</span>
        <span className="text-muted-foreground text-xs">
          {formatPrice(price[currency].monthly, currency)} a month
        </span>
      </div>
      <Meter label="Members" used={7} limit={seats} className="text-xs" />
      <Meter label="Projects" used={12} limit={limits.projects} className="text-xs" />
    </div>
  );
}

const lines = [
  { who: "Mira Okafor", what: "invited priya@acme.example", when: "2 min" },
  { who: "Priya Raman", what: "joined the workspace", when: "8 min" },
  { who: "Jonas Lindqvist", what: "renamed the project", when: "1 h" },
  { who: "Mira Okafor", what: "changed the plan to Professional", when: "3 h" },
];

export function AuditPicture() {
  return (
    <div className={cn(frame, "px-4 py-2 text-xs")}>
      {lines.map(({ who, what, when }) => (
        <div key={what} className="flex h-12 items-center gap-2.5 border-b last:border-0">
          <IdentityAvatar name={who} className="size-6 text-[0.5625rem]" />
          <span className="min-w-0 flex-1 truncate">
            <span className="font-medium">{who.split(" ")[0]}</span>{" "}
            <span className="text-muted-foreground">{what}</span>
          </span>
          <span className="text-muted-foreground tabular-nums">{when}</span>
        </div>
      ))}
    </div>
  );
}
