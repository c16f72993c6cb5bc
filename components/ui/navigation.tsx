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

interface Options {
  scroll?: boolean;
  isReplacing?: boolean;
}

type Navigate = (address: string, options?: Options) => void;

const NavigateContext = createContext<Navigate | null>(null);
const TargetContext = createContext<string | null>(null);

/** All ways through the app lead through here, so that the page can show at once that another one is on its way. */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [target, setTarget] = useOptimistic<string | null>(null);
  const navigate = useCallback<Navigate>(
    (address, { isReplacing = false, ...options } = {}) =>
      startTransition(() => {
        setTarget(new URL(address, window.location.href).pathname);
        if (isReplacing) router.replace(address, options);
        else router.push(address, options);
      }),
    [router, setTarget],
  );
  return (
    <NavigateContext value={navigate}>
      <TargetContext value={target}>{children}</TargetContext>
    </NavigateContext>
  );
}

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
