import { z } from "zod";
import { exampleHost, productName } from "@/lib/platform/product";

const flag = z
  .enum(["0", "1", ""])
  .optional()
  .transform((value) => value === "1");

/** Something copied from Stripe's pages: the wrong line of them and a line break that came along are told apart. */
const secret = (...prefixes: string[]) =>
  z
    .string()
    .regex(/^\S*$/, "has a space or a line break in it; copy it again")
    .regex(
      new RegExp(`^(${prefixes.join("|")})`),
      `must begin with ${prefixes.join(" or ")}; it may be the wrong line of Stripe's page`,
    );

/** `id:base64,id:base64`; the ids are kept with what the keys have wrapped, so none may name two. */
const encryptionKeys = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,31}:[A-Za-z0-9+/]{43}=(,[a-z0-9][a-z0-9_-]{0,31}:[A-Za-z0-9+/]{43}=)*$/,
    "id:key,id:key, the current one first, each key 32 bytes in base64: openssl rand -base64 32",
  )
  .transform((text) =>
    text.split(",").map((one) => {
      const [id = "", key = ""] = one.split(":");
      return { id, key };
    }),
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names one id twice");

/** Every variable the app reads. What has no default has none on purpose: a missing one stops the start. */
const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    /** Host of the marketing site, with its port if it has one; tenants live one label below it. */
    ROOT_DOMAIN: z
      .string()
      .toLowerCase()
      .regex(/^[a-z0-9.-]+(:\d+)?$/, "a host name, without https://")
      .optional(),
    VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
    VERCEL_ENV: z.enum(["production", "preview", "development"]).optional(),
    VERCEL_URL: z.string().optional(),
    /** `path` serves workspaces at /t/<slug> where the host has no wildcard, as on *.vercel.app. */
    TENANT_ROUTING: z.enum(["subdomain", "path"]).optional(),
    APP_SCHEME: z.enum(["http", "https"]).optional(),
    /** The root domain promises browsers https for every host below it, also those that are not ours. */
    HSTS_SUBDOMAINS: flag,
    AUTH_SECRET: z.string().min(32, "at least 32 characters: openssl rand -base64 33"),
    /** Wrap the workspaces' own keys, the first from now on; without it one that is made of AUTH_SECRET does. */
    ENCRYPTION_KEYS: encryptionKeys.optional(),
    DATABASE_URL: z.url(),
    DATABASE_OWNER_URL: z.url().optional(),
    /** A WebSocket in front of the database, as Neon's driver speaks to; *.neon.tech has one without saying so. */
    DATABASE_PROXY_URL: z.url({ protocol: /^wss?$/ }).optional(),
    UPSTASH_REDIS_REST_URL: z.url().optional(),
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
    /** A secret key, or a restricted one (rk_…) with the rights that .env.example lists. */
    STRIPE_SECRET_KEY: secret("sk_test_", "sk_live_", "rk_test_", "rk_live_").optional(),
    STRIPE_WEBHOOK_SECRET: secret("whsec_").optional(),
    /** The one before, while the endpoint's secret is rolled at Stripe. */
    STRIPE_WEBHOOK_SECRET_PREVIOUS: secret("whsec_").optional(),
    /** Only for a local Stripe; real keys always speak to api.stripe.com. */
    STRIPE_API_URL: z.url().optional(),
    /** Lets Stripe work out tax; without it prices are charged without any, and say so. */
    STRIPE_TAX: flag,
    /** Who invoices: name, address and tax id, lines separated by " | ". A live key demands them. */
    INVOICE_ISSUER: z.string().default(productName),
    MAIL_FROM: z.string().default(`${productName} <hello@${exampleHost}>`),
    /** Where people find us; without it the address that mail comes from. */
    SUPPORT_EMAIL: z.email().optional(),
    SMTP_URL: z.url().optional(),
    RESEND_API_KEY: z.string().min(1).optional(),
    /** Where files are kept: a folder of this machine, S3 or its like, or a private Vercel Blob store. */
    OBJECTS_URL: z
      .string()
      .regex(
        /^(file:.+|s3(\+http)?:\/\/[^\s/:@]+:[^\s/:@]+@[a-z0-9.-]+(:\d+)?\/[a-z0-9.-]+\/?(\?region=[a-z0-9-]+)?|vercel-blob)$/,
        "file:/a/folder, s3://key:secret@host/bucket?region=… with the secret's / escaped as %2F, or vercel-blob",
      )
      .optional(),
    /** Set by Vercel where a Blob store is connected. */
    BLOB_READ_WRITE_TOKEN: z.string().min(1).optional(),
    CRON_SECRET: z.string().min(16).optional(),
    /** `inline` runs the job worker inside the production server's process: one container for all. */
    WORKER: z.enum(["inline", "off"]).default("off"),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    /** One line for every request, on in production and off in development unless it is said. */
    REQUEST_LOG: z.enum(["on", "off"]).optional(),
    /** Who may set X-Forwarded-For: nobody, Vercel, or this many proxies of ours. */
    TRUSTED_PROXY: z.union([z.literal("vercel"), z.coerce.number().int().min(0).max(9)]).default(0),
    /** Lets a production build talk to the stand-ins of `dev/`; the tests and a demo set it. */
    ALLOW_LOCAL_SERVICES: flag,
    /** Lets webhooks go to this machine itself, also over http; for development and tests. */
    WEBHOOKS_ALLOW_LOOPBACK: flag,
  })
  .superRefine((value, context) => {
    const together = (names: (keyof typeof value)[]) => {
      const set = names.filter((name) => value[name] !== undefined);
      if (set.length === 0 || set.length === names.length) return;
      const missing = names.filter((name) => value[name] === undefined);
      context.addIssue({
        code: "custom",
        path: [missing[0] ?? ""],
        message: `needed because ${set.join(" and ")} is set`,
      });
    };
    together(["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"]);
    together(["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]);
    if (value.TRUSTED_PROXY === "vercel" && value.VERCEL_ENV === undefined)
      context.addIssue({
        code: "custom",
        path: ["TRUSTED_PROXY"],
        message:
          "vercel is for deployments on Vercel alone: anywhere else a caller writes that header; say how many proxies of yours stand in front",
      });
    for (const [name, message] of stripeFaults(value))
      context.addIssue({ code: "custom", path: [name], message });
  });

/** Whether real money moves with a key of Stripe's, be it a secret one or a restricted one. */
export const isLiveKey = (key: string | undefined): boolean => /^[sr]k_live_/.test(key ?? "");

interface StripeVariables {
  NODE_ENV: string;
  VERCEL_ENV?: string;
  STRIPE_SECRET_KEY?: string;
  STRIPE_WEBHOOK_SECRET?: string;
  STRIPE_WEBHOOK_SECRET_PREVIOUS?: string;
  STRIPE_API_URL?: string;
  INVOICE_ISSUER: string;
  ALLOW_LOCAL_SERVICES: boolean;
}

/** What each variable may be on its own but not beside the others: half a configuration, or real money by mistake. */
function stripeFaults(value: StripeVariables): [name: string, message: string][] {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url, STRIPE_WEBHOOK_SECRET_PREVIOUS: previous } = value;
  const isProduction = value.NODE_ENV === "production" && value.VERCEL_ENV !== "preview";
  const isLive = isLiveKey(key);
  const faults: [boolean, string, string][] = [
    [
      isLive && url !== undefined,
      "STRIPE_API_URL",
      "a live key speaks to api.stripe.com alone; unset this or use one that begins with sk_test_ or rk_test_",
    ],
    [
      isLive && !isProduction,
      "STRIPE_SECRET_KEY",
      "a live key outside production would charge real cards; use one that begins with sk_test_ or rk_test_",
    ],
    [
      url !== undefined && value.NODE_ENV === "production" && !value.ALLOW_LOCAL_SERVICES,
      "STRIPE_API_URL",
      "a local Stripe in production needs ALLOW_LOCAL_SERVICES=1",
    ],
    [
      isLive && !namesIssuer(value.INVOICE_ISSUER),
      "INVOICE_ISSUER",
      'needed with a live key, because every invoice names who issues it: "name | street | city | tax id"',
    ],
    [url !== undefined && !key, "STRIPE_SECRET_KEY", "needed because STRIPE_API_URL is set"],
    [
      previous !== undefined && !value.STRIPE_WEBHOOK_SECRET,
      "STRIPE_WEBHOOK_SECRET",
      "needed because STRIPE_WEBHOOK_SECRET_PREVIOUS is set",
    ],
    [
      previous !== undefined && previous === value.STRIPE_WEBHOOK_SECRET,
      "STRIPE_WEBHOOK_SECRET_PREVIOUS",
      "is the current secret again; unset it once the old one has expired",
    ],
  ];
  return faults.flatMap(([isAtFault, name, message]) => (isAtFault ? [[name, message]] : []));
}

/** A name alone is no issuer, and nor is the one of .env.example. */
const namesIssuer = (issuer: string): boolean =>
  issuer.split("|").filter((line) => line.trim()).length > 1 && !issuer.startsWith("Example Ltd");

export type Env = z.output<typeof schema>;
let parsed: Env | undefined;

/** The parsed environment, read once per process. Throws one readable message that names every variable at fault. */
export function env(): Env {
  parsed ??= parse();
  return parsed;
}

function parse(): Env {
  const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join("\n")}`);
}

export interface Site {
  rootDomain: string;
  scheme: "http" | "https";
  routing: "subdomain" | "path";
}
let deployed: Site | undefined;

/** Root domain, scheme and routing mode of this deployment, with Vercel's own variables as defaults. */
export function site(): Site {
  deployed ??= locate();
  return deployed;
}

function locate(): Site {
  const { ROOT_DOMAIN, VERCEL_PROJECT_PRODUCTION_URL, VERCEL_URL, VERCEL_ENV, TENANT_ROUTING, APP_SCHEME } =
    env();
  const vercelHost = VERCEL_ENV === "preview" ? VERCEL_URL : VERCEL_PROJECT_PRODUCTION_URL;
  const rootDomain = (ROOT_DOMAIN ?? vercelHost ?? "localhost:3000").toLowerCase();
  const isLocal = /^(localhost|127\.0\.0\.1)(:|$)/.test(rootDomain);
  const scheme = APP_SCHEME ?? (isLocal ? "http" : "https");
  return {
    // Browsers leave the default port out of everything they say.
    rootDomain: rootDomain.replace(scheme === "https" ? /:443$/ : /:80$/, ""),
    scheme,
    routing: TENANT_ROUTING ?? (rootDomain.endsWith(".vercel.app") ? "path" : "subdomain"),
  };
}
