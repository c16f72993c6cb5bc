"use client";

import { Search } from "lucide-react";
import { type SubmitEvent, useEffect, useRef, useTransition } from "react";
import { useTranslations } from "#translations";
import { type ListView, listHref, sortLabels } from "@/components/projects/list-view";
import { useHref } from "@/components/ui/base-path";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Spinner } from "@/components/ui/spinner";
import { useRouter } from "@/components/ui/use-router";
import { longestName, type ProjectSort, projectSorts } from "@/lib/projects/values";

const pauseMs = 250;

/** Search and order as a plain GET form. With JavaScript it follows the typing, in place. */
export function ListControls({ view }: { view: ListView }) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isPending, startTransition] = useTransition();
  const router = useRouter();
  const href = useHref();
  const t = useTranslations("projects");
  useTypedText(form, view.search);

  function show() {
    clearTimeout(timer.current);
    if (!form.current) return;
    const path = listHref(viewOf(new FormData(form.current), view));
    startTransition(() => router.replace(path, { scroll: false }));
  }

  function showSoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(show, pauseMs);
  }

  function showAtOnce(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    show();
  }

  return (
    <search>
      <form
        ref={form}
        action={href("/projects")}
        onSubmit={showAtOnce}
        aria-busy={isPending}
        className="flex gap-2"
      >
        {view.status === "active" ? null : <input type="hidden" name="status" value={view.status} />}
        {view.order ? <input type="hidden" name="order" value={view.order} /> : null}
        <span className="relative min-w-0 flex-1 md:w-64">
          <Search
            aria-hidden
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-muted-foreground"
          />
          <Input
            type="search"
            name="search"
            aria-label={t("search")}
            placeholder={t("searchHint")}
            maxLength={longestName}
            defaultValue={view.search}
            onChange={showSoon}
            className="pr-8 pl-9"
          />
          {isPending ? <Spinner className="-mt-2 absolute top-1/2 right-3 text-muted-foreground" /> : null}
        </span>
        <span className="sm:hidden">
          <NativeSelect
            name="sort"
            aria-label={t("order")}
            defaultValue={view.sort}
            onChange={show}
            className="w-40"
          >
            {projectSorts.map((sort) => (
              <option key={sort} value={sort}>
                {t(sortLabels[sort])}
              </option>
            ))}
          </NativeSelect>
        </span>
        <noscript>
          <Button type="submit" variant="outline">
            {t("searchHint")}
          </Button>
        </noscript>
      </form>
    </search>
  );
}

/** Keeps the box in step with the address ("Clear search", the back button), but never under somebody's fingers. */
function useTypedText(form: { current: HTMLFormElement | null }, search: string) {
  useEffect(() => {
    const box = form.current?.querySelector<HTMLInputElement>("[name=search]");
    if (box && box !== document.activeElement) box.value = search;
  }, [form, search]);
}

function viewOf(data: FormData, view: ListView): ListView {
  const sort = projectSorts.find((one): one is ProjectSort => one === data.get("sort")) ?? view.sort;
  return {
    ...view,
    sort,
    order: sort === view.sort ? view.order : undefined,
    search: String(data.get("search") ?? "").trim(),
  };
}
