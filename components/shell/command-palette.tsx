"use client";

import { Command as Cmdk } from "cmdk";
import { Building2, Clock, FolderKanban, RotateCw, Search as SearchIcon, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "#translations";
import { entriesOf, isMatch, type PaletteContents } from "@/components/shell/palette-entries";
import { Group, Line } from "@/components/shell/palette-group";
import { recentOf, rememberRecent } from "@/components/shell/recent";
import type { SearchResult } from "@/components/shell/shell-types";
import { useSearch } from "@/components/shell/use-search";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { useRouter } from "@/components/ui/use-router";

type CommandPaletteProps = PaletteContents & {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Jump to a page, a thing, a person or a workspace by name, or begin something, from the keyboard. */
export function CommandPalette({ isOpen, onOpenChange, ...contents }: CommandPaletteProps) {
  const t = useTranslations("shell.palette");
  const [query, setQuery] = useState("");
  const { projects, people, problem, isPending, retry } = useSearches(contents, query);

  function close() {
    onOpenChange(false);
    setQuery("");
  }

  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent className="top-[12dvh] max-h-[70dvh] translate-y-0 gap-0 overflow-hidden p-0 [&>button]:hidden">
        <DialogTitle className="sr-only">{t("title")}</DialogTitle>
        <DialogDescription className="sr-only">{t("how")}</DialogDescription>
        <Cmdk shouldFilter={false} loop label={t("title")} className="flex min-h-0 flex-col">
          <SearchBox query={query} onChange={setQuery} isPending={isPending} />
          {problem ? (
            <p role="alert" className="border-b px-4 py-3 text-danger text-sm">
              {t("problem", { reason: problem })}
            </p>
          ) : null}
          <Cmdk.List className="max-h-96 overflow-y-auto p-2">
            <Cmdk.Empty className="px-3 py-10 text-center text-muted-foreground text-sm">
              {isPending ? t("searching") : t("nothing")}
            </Cmdk.Empty>
            {problem ? (
              <Group heading={t("search")}>
                <Line value="retry" icon={RotateCw} label={t("again")} onSelect={retry} />
              </Group>
            ) : null}
            <Known {...contents} query={query} onDone={close} />
            <Results
              heading={t("projects")}
              icon={FolderKanban}
              results={projects}
              person={contents.viewer.email}
              onDone={close}
            />
            <Results
              heading={t("people")}
              icon={UserRound}
              results={people}
              person={contents.viewer.email}
              onDone={close}
            />
          </Cmdk.List>
        </Cmdk>
      </DialogContent>
    </Dialog>
  );
}

/** One that is slow or fails keeps back neither the other nor what is known here. */
function useSearches({ searches }: PaletteContents, query: string) {
  const projects = useSearch(searches.projects, query);
  const people = useSearch(searches.people, query);
  function retry() {
    projects.retry();
    people.retry();
  }
  return {
    projects: projects.results,
    people: people.results,
    problem: projects.problem ?? people.problem,
    isPending: projects.isPending || people.isPending,
    retry,
  };
}

type KnownProps = PaletteContents & { query: string; onDone: () => void };

/** What is here without the server: it is offered before anything is typed, and narrowed by what is. */
function Known({ query, onDone, ...contents }: KnownProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const person = contents.viewer.email;
  const { deeds, pages, settings, workspaces } = entriesOf(contents);
  const isTyped = query.trim() !== "";

  function goTo(href: string, label: string) {
    rememberRecent(person, { href, label });
    onDone();
    router.push(href);
  }

  const lines = (items: typeof deeds) =>
    items
      .map((item) => ({ ...item, label: t(`pages.${item.name}`) }))
      .filter(({ label }) => isMatch(label, query))
      .map(({ href, name, icon, label }) => (
        <Line key={name} value={name} icon={icon} label={label} onSelect={() => goTo(href, label)} />
      ));

  return (
    <>
      <Group heading={t("palette.recent")}>
        {(isTyped ? [] : recentOf(person)).map(({ href, label }) => (
          <Line
            key={href}
            value={`recent ${href}`}
            icon={Clock}
            label={label}
            onSelect={() => goTo(href, label)}
          />
        ))}
      </Group>
      <Group heading={t("palette.deeds")}>{lines(deeds)}</Group>
      <Group heading={t("palette.pages")}>{lines(pages)}</Group>
      <Group heading={t("pages.settings")}>{lines(settings)}</Group>
      <Group heading={t("palette.workspaces")}>
        {workspaces
          .filter(({ name }) => isMatch(name, query))
          .map(({ slug, name, href }) => (
            <Line
              key={slug}
              value={`workspace ${slug}`}
              icon={Building2}
              label={name}
              onSelect={() => window.location.assign(href)}
            />
          ))}
      </Group>
    </>
  );
}

type ResultsProps = {
  heading: string;
  icon: typeof SearchIcon;
  results: SearchResult[];
  person: string;
  onDone: () => void;
};

function Results({ heading, icon, results, person, onDone }: ResultsProps) {
  const router = useRouter();
  function goTo({ href, title }: SearchResult) {
    rememberRecent(person, { href, label: title });
    onDone();
    router.push(href);
  }
  return (
    <Group heading={heading}>
      {results.map((one) => (
        <Line
          key={one.id}
          value={one.id}
          icon={icon}
          label={one.title}
          note={one.note}
          onSelect={() => goTo(one)}
        />
      ))}
    </Group>
  );
}

type SearchBoxProps = { query: string; onChange: (query: string) => void; isPending: boolean };

function SearchBox({ query, onChange, isPending }: SearchBoxProps) {
  const t = useTranslations("shell.palette");
  return (
    <div className="flex items-center gap-3 border-b px-4">
      <SearchIcon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <Cmdk.Input
        value={query}
        onValueChange={onChange}
        placeholder={t("title")}
        className="h-12 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground touch:text-base"
      />
      {isPending ? <Spinner className="text-muted-foreground" /> : null}
    </div>
  );
}
