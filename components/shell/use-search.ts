"use client";

import { useEffect, useState } from "react";
import type { Search, SearchResult } from "@/components/shell/shell-types";

const pauseMs = 160;
const shortestQuery = 2;
type Found = { query: string; results: SearchResult[] };

/** Asks once the typing pauses; an answer that comes after the next letter is dropped. */
export function useSearch(search: Search, typed: string): { results: SearchResult[]; isPending: boolean } {
  const query = typed.trim();
  const [found, setFound] = useState<Found>({ query: "", results: [] });
  const isAsked = query.length >= shortestQuery;

  useEffect(() => {
    if (!isAsked) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const results = await search(query).catch(() => []);
      if (!isStale) setFound({ query, results });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [search, query, isAsked]);

  return { results: isAsked ? found.results : [], isPending: isAsked && found.query !== query };
}
