"use client";

import { Check, Copy } from "lucide-react";
import { useContext, useId, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { FormContext } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

interface ShownSecretProps {
  label: string;
  hint: string;
  copy: string;
  copied: string;
}

/** The secret that the form's action told, until the page is left. It stands in the form's own state, and so without scripts too. */
export function ShownSecret({ label, hint, copy, copied }: ShownSecretProps) {
  const { state } = useContext(FormContext);
  const id = useId();
  const hasScripts = useSyncExternalStore(never, inBrowser, onServer);
  const [copiedSecret, setCopiedSecret] = useState<string | null>(null);
  const secret = state.status === "ok" ? secretIn(state.data) : null;
  if (secret === null) return null;
  const take = () => navigator.clipboard.writeText(secret).then(() => setCopiedSecret(secret));
  const isCopied = copiedSecret === secret;
  return (
    <div role="status" className="grid gap-2 rounded-md border border-success/25 bg-success-subtle p-3.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={secret}
          readOnly
          onFocus={(event) => event.target.select()}
          className="bg-card font-mono"
        />
        {hasScripts ? (
          <Button type="button" variant="outline" onClick={take}>
            {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {isCopied ? copied : copy}
          </Button>
        ) : null}
      </div>
      <p className="text-muted-foreground text-sm">{hint}</p>
    </div>
  );
}

const never = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;

const secretIn = (data: unknown): string | null =>
  typeof data === "object" && data !== null && "secret" in data ? String(data.secret) : null;
