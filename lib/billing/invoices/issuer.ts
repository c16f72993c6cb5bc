import { env } from "@/env";

/** Whoever runs this installation, as lines of an address. */
export const issuerLines = (): string[] =>
  env()
    .INVOICE_ISSUER.split("|")
    .map((line) => line.trim())
    .filter(Boolean);
