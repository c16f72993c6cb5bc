"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useOptimistic,
  useState,
} from "react";
import { useTranslations } from "#translations";
import { hasUnsaved } from "@/components/ui/unsaved";

interface Options {
  scroll?: boolean;
  isReplacing?: boolean;
}

type Navigate = (address: string, options?: Options) => void;

const NavigateContext = createContext<Navigate | null>(null);
const TargetContext = createContext<string | null>(null);

/**
 * All ways through the app lead through here, so that the page can show at once that another one is on its way, and asks first
 * where something was typed and not sent.
 */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const t = useTranslations("failures");
  const [target, setTarget] = useOptimistic<string | null>(null);
  const navigate = useCallback<Navigate>(
    (address, { isReplacing = false, ...options } = {}) => {
      if (isAnotherPage(address) && hasUnsaved() && !window.confirm(t("unsaved"))) return;
      startTransition(() => {
        setTarget(new URL(address, window.location.href).pathname);
        if (isReplacing) router.replace(address, options);
        else router.push(address, options);
      });
    },
    [router, setTarget, t],
  );
  return (
    <NavigateContext value={navigate}>
      <TargetContext value={target}>{children}</TargetContext>
    </NavigateContext>
  );
}

/** A filter or a place on the page changes the address and leaves what was typed where it is. */
const isAnotherPage = (address: string): boolean =>
  new URL(address, window.location.href).pathname !== window.location.pathname;

/** Goes to an address of this host. Outside a provider the browser does. */
export const useNavigate = (): Navigate => useContext(NavigateContext) ?? leave;

const leave: Navigate = (address) => window.location.assign(address);

/** The path of the page that is on its way; null where none is. */
export const useTarget = (): string | null => useContext(TargetContext);

const patienceMs = 150;

/** Whether something has gone on for longer than a blink; what comes sooner needs no stand-in. */
export function useIsSlow(isGoingOn: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => setIsSlow(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isGoingOn]);
  return isSlow && isGoingOn;
}
