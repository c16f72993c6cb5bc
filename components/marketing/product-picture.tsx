import { CreditCard, FolderKanban, Lock, type LucideIcon, ScrollText, Settings, Users } from "lucide-react";
import { StatusBadge } from "@/components/ui/badge";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { cn } from "@/lib/platform/cn";
import { exampleHost } from "@/lib/platform/product";

const projects = [
  {
    name: "Website relaunch",
    people: ["Mira Okafor", "Jonas Lindqvist"],
    isActive: true,
    updated: "4 min ago",
  },
  { name: "Warehouse move", people: ["Priya Raman"], isActive: true, updated: "1 h ago" },
  {
    name: "Supplier portal",
    people: ["Jonas Lindqvist", "Tomás Rivas", "Mira Okafor"],
    isActive: true,
    updated: "3 h ago",
  },
  { name: "Annual report", people: ["Tomás Rivas"], isActive: true, updated: "Yesterday" },
  { name: "Trade fair", people: ["Priya Raman", "Mira Okafor"], isActive: false, updated: "2 May" },
];

const links: { label: string; icon: LucideIcon; isCurrent?: boolean }[] = [
  { label: "Projects", icon: FolderKanban, isCurrent: true },
  { label: "Members", icon: Users },
  { label: "Audit log", icon: ScrollText },
  { label: "Billing", icon: CreditCard },
  { label: "Settings", icon: Settings },
];

/** The product as it looks, drawn with the product's own parts. A picture: nothing in it is read out or focused. */
export function ProductPicture() {
  return (
    <figure className="mt-14 md:mt-20">
      <figcaption className="sr-only">
        The project list of an example workspace, at the address acme.{exampleHost}.
      </figcaption>
      <div
        aria-hidden
        className="overflow-hidden rounded-t-xl border border-b-0 bg-card shadow-lg select-none md:rounded-t-2xl"
      >
        <AddressBar />
        <div className="grid h-[21rem] md:h-[26rem] md:grid-cols-[13rem_1fr]">
          <PictureSidebar />
          <PictureList />
        </div>
      </div>
    </figure>
  );
}

function AddressBar() {
  return (
    <div className="flex h-11 items-center gap-4 border-b bg-sidebar px-4">
      <span className="flex gap-1.5">
        {["left", "middle", "right"].map((light) => (
          <span key={light} className="size-2.5 rounded-full bg-border" />
        ))}
      </span>
      <span className="mx-auto flex h-7 w-full max-w-sm items-center justify-center gap-2 rounded-md border bg-background font-mono text-muted-foreground text-xs">
        <Lock className="size-3 shrink-0" />
        <span className="truncate">
          <span className="font-medium text-brand">acme</span>.{exampleHost}/projects
        </span>
      </span>
      <span className="w-10 max-sm:hidden" />
    </div>
  );
}

function PictureSidebar() {
  return (
    <div className="border-r bg-sidebar p-3 max-md:hidden">
      <div className="flex items-center gap-2.5 px-2 py-1.5">
        <IdentityAvatar name="Acme" shape="square" className="size-7" />
        <span className="leading-tight">
          <span className="block font-semibold text-sm">Acme</span>
          <span className="block text-muted-foreground text-xs">Professional</span>
        </span>
      </div>
      <div className="mt-3 grid gap-px">
        {links.map(({ label, icon: Icon, isCurrent }) => (
          <span
            key={label}
            className={cn(
              "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-[0.8125rem] text-sidebar-foreground",
              isCurrent && "bg-sidebar-accent text-foreground",
            )}
          >
            <Icon className="size-4 opacity-75" />
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

function PictureList() {
  return (
    <div className="min-w-0 bg-background p-4 md:p-7">
      <div className="flex items-center justify-between">
        <span className="font-semibold text-lg tracking-[-0.015em]">Projects</span>
        <span className="inline-flex h-8 items-center rounded-md bg-primary px-3 font-medium text-[0.8125rem] text-primary-foreground">
          New project
        </span>
      </div>
      <div className="mt-4 overflow-hidden rounded-lg border bg-card shadow-xs">
        {projects.map(({ name, people, isActive, updated }) => (
          <div key={name} className="flex h-13 items-center gap-4 border-b px-4 text-sm last:border-0">
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <span className="-space-x-1 flex w-20 max-sm:hidden">
              {people.map((person) => (
                <IdentityAvatar
                  key={person}
                  name={person}
                  className="size-6 text-[0.5625rem] ring-2 ring-card"
                />
              ))}
            </span>
            <span className="flex w-24 max-sm:justify-end">
              <StatusBadge variant={isActive ? "success" : "default"}>
                {isActive ? "Active" : "Archived"}
              </StatusBadge>
            </span>
            <span className="w-20 text-right text-muted-foreground text-xs tabular-nums max-sm:hidden">
              {updated}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
