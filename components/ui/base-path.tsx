"use client";

import { createContext, type ReactNode, useContext } from "react";
import { withBasePath } from "@/lib/platform/base-path";

const BasePath = createContext("");

type BasePathProviderProps = { value: string; children: ReactNode };

/** What the addresses of everything inside begin with; without one they stand as they are. */
export function BasePathProvider({ value, children }: BasePathProviderProps) {
  return <BasePath value={value}>{children}</BasePath>;
}

/** Makes a path of this place ("/projects") into the address the browser asks for. For a link there is `Link`. */
export function useHref(): (path: string) => string {
  const basePath = useContext(BasePath);
  return (path) => withBasePath(basePath, path);
}
