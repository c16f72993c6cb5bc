"use client";

import { Command as Cmdk } from "cmdk";
import { Search as SearchIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Command, Search } from "@/components/shell/shell-types";
import { useSearch } from "@/components/shell/use-search";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { useRouter } from "@/components/ui/use-router";

type CommandPaletteProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  search: Search;
  commands: Command[];
};

/** Jump to a page or a thing by its name, from the keyboard. */
export function CommandPalette({ isOpen, onOpenChange, search, commands }: CommandPaletteProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { results, problem, isPending, retry } = useSearch(search, query);
  const matching = commands.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));

  function goTo(href: string) {
    onOpenChange(false);
    setQuery("");
    router.push(href);
  }

  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent className="top-[12dvh] max-h-[70dvh] translate-y-0 gap-0 overflow-hidden p-0 [&>button]:hidden">
        <DialogTitle className="sr-only">Search or jump to</DialogTitle>
        <DialogDescription className="sr-only">
          Type to search, arrow keys to choose, Enter to open.
        </DialogDescription>
        <Cmdk shouldFilter={false} loop label="Search or jump to" className="flex min-h-0 flex-col">
          <SearchBox query={query} onChange={setQuery} isPending={isPending} />
          {problem ? (
            <p role="alert" className="border-b px-4 py-3 text-danger text-sm">
              {problem} The search found no answer.
            </p>
          ) : null}
          <Cmdk.List className="max-h-96 overflow-y-auto p-2">
            <Cmdk.Empty className="px-3 py-10 text-center text-muted-foreground text-sm">
              {isPending ? "Searching" : "Nothing by that name. Try fewer letters."}
            </Cmdk.Empty>
            <Group heading="Search">
              {problem
                ? [
                    <Item key="retry" value="retry" onSelect={retry}>
                      Search again
                    </Item>,
                  ]
                : []}
            </Group>
            <Group heading="Results">
              {results.map(({ id, title, href }) => (
                <Item key={id} value={id} onSelect={() => goTo(href)}>
                  {title}
                </Item>
              ))}
            </Group>
            <Group heading="Go to">
              {matching.map(({ label, href }) => (
                <Item key={href} value={href} onSelect={() => goTo(href)}>
                  {label}
                </Item>
              ))}
            </Group>
          </Cmdk.List>
        </Cmdk>
      </DialogContent>
    </Dialog>
  );
}

type SearchBoxProps = { query: string; onChange: (query: string) => void; isPending: boolean };

function SearchBox({ query, onChange, isPending }: SearchBoxProps) {
  return (
    <div className="flex items-center gap-3 border-b px-4">
      <SearchIcon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <Cmdk.Input
        value={query}
        onValueChange={onChange}
        placeholder="Search or jump to"
        className="h-12 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground touch:text-base"
      />
      {isPending ? <Spinner className="text-muted-foreground" /> : null}
    </div>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Cmdk.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Cmdk.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center rounded-md px-2 text-sm data-[selected=true]:bg-accent touch:min-h-11"
    >
      <span className="truncate">{children}</span>
    </Cmdk.Item>
  );
}
