"use client";

import { useEffect, useState } from "react";
import type { Search, SearchResult } from "@/components/shell/shell-types";
import { call } from "@/components/ui/call";

const pauseMs = 160;
const shortestQuery = 2;
const nothing = { results: [], problem: null };

interface Found {
  results: SearchResult[];
  /** Why it could not be searched. */
  problem: string | null;
}

/**
 * Asks once the typing pauses; an answer that comes after the next letter is dropped. Without a search there is nothing to
 * be found, and nothing that could fail.
 */
export function useSearch(
  search: Search | undefined,
  typed: string,
): Found & { isPending: boolean; retry: () => void } {
  const query = typed.trim();
  const [found, setFound] = useState<Found & { query: string }>({ query: "", ...nothing });
  const isAsked = search !== undefined && query.length >= shortestQuery;
  const isPending = isAsked && found.query !== query;

  useEffect(() => {
    if (!isPending || !search) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const answer = await call(search, query);
      if (isStale) return;
      setFound(
        "status" in answer
          ? { query, results: [], problem: answer.reason }
          : { query, results: answer, problem: null },
      );
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [search, query, isPending]);

  const { results, problem } = isAsked ? found : nothing;
  const retry = () => setFound({ query: "", ...nothing });
  return { results, problem, isPending, retry };
}
