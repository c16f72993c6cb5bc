import { Command as Cmdk } from "cmdk";
import type { LucideIcon } from "lucide-react";
import { Children, type ReactNode } from "react";

/** Lines of the palette under a heading; without lines there is none. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  if (Children.count(children) === 0) return null;
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Cmdk.Group>
  );
}

type LineProps = {
  /** Tells it from all other lines. */
  value: string;
  icon: LucideIcon;
  label: string;
  note?: string;
  onSelect: () => void;
};

export function Line({ value, icon: Icon, label, note, onSelect }: LineProps) {
  return (
    <Cmdk.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-accent touch:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="truncate">{label}</span>
      {note ? <span className="min-w-0 truncate text-muted-foreground">{note}</span> : null}
    </Cmdk.Item>
  );
}
