import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { idPrefixes, jobs, operations, tellings } from "@/lib/nouns";
import { cyclesAmong } from "./architecture/cycles";
import { nouns, rowOf } from "./architecture/ladder";
import { type Import, inFolder, type Source, sources } from "./architecture/sources";
import { declared } from "./isolation/commands";

const product = inFolder("app/", "cli/", "components/", "db/", "emails/", "lib/", "env.ts", "middleware.ts");

/** `file → what it imports`, for every import that `isWrong`. */
function offences(files: Source[], isWrong: (one: Import, file: Source) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((one) => isWrong(one, file)).map((one) => `${file.path} → ${one.target}`),
  );
}

const isPackage = (one: Import, name: string) =>
  !one.isOurs && (one.target === name || one.target.startsWith(`${name}/`));

describe("the ladder", () => {
  test("each file imports only from its own row and the rows above it", () => {
    const wrong = offences(product, (one, file) => {
      if (!one.isOurs || one.target.startsWith("dev/") || one.target.startsWith("tests/")) return false;
      return rowOf(one.target).rank > rowOf(file.path).rank;
    });
    expect(
      wrong,
      `Move what is shared to the lower row, or let the upper one pass it in. The nouns' order: ${nouns.join(" < ")}.`,
    ).toEqual([]);
  });

  test("no file knows one that knows it, by type either", () => {
    expect(cyclesAmong(product), "Move what both need into a file of its own.").toEqual([]);
  });

  test("every folder of lib has its place on it", () => {
    const folders = readdirSync("lib", { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() && !["api", "core", "entry", "platform"].includes(one.name) ? [one.name] : [],
    );
    expect(folders.toSorted()).toEqual(nouns.toSorted());
  });
});

const byName = <R extends { name: string }>(rules: R[]) => rules.map((rule) => [rule.name, rule] as const);

const isStandIn = (one: Import) => ["stripe-local", "upstash-local"].some((name) => isPackage(one, name));
const packageOf = (path: string) => `${path.split("/").slice(0, 2).join("/")}/`;

/** What a package's code may load; its tests and its development also what only they need. */
function isNamedBy(folder: string, specifier: string, path: string): boolean {
  if (specifier.startsWith("node:")) return true;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
  const isShipped = path.startsWith(`${folder}src/`);
  const named = Object.keys({ ...dependencies, ...(isShipped ? {} : devDependencies) });
  return named.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

interface Rule {
  name: string;
  files: Source[];
  isWrong(one: Import, file: Source): boolean;
  lesson: string;
}

const componentMay =
  /^lib\/(?:[^/]+\/(?:actions|schema|plans|currencies|savings|(?:[a-z-]+-)?(?:values|words))\.ts|platform\/(?:base-path|clock|cn|date|formats|languages|money|product|time-zone)\.ts|core\/permissions\.ts|entry\/form-state\.ts)$/;

/** The half of `#translations` for server components never gets to a browser. */
const isDrawnAnywhere = ({ path }: Source) => path !== "components/language/translations.server.ts";

const imports: Rule[] = [
  {
    name: "pages know neither the database nor the ORM",
    files: inFolder("app/"),
    isWrong: (one) => one.target.startsWith("db/") || isPackage(one, "drizzle-orm"),
    lesson: "A page reads through a query of lib/<noun>/queries.ts; a health check through lib/entry.",
  },
  {
    name: "components take from lib only what a browser may hold",
    files: inFolder("components/").filter(isDrawnAnywhere),
    isWrong: (one) =>
      one.isOurs && one.target.startsWith("lib/") && !one.isType && !componentMay.test(one.target),
    lesson:
      "Components use actions, schemas, plans and types; what they show comes in as props from the page.",
  },
  {
    name: "links and forms that ask by their address know the place they stand in",
    files: [...inFolder("app/"), ...inFolder("components/")],
    isWrong: (one, { path }) =>
      (one.target === "next/link" && path !== "components/ui/link.tsx") ||
      (one.target === "next/form" && path !== "components/billing/follow-choice.tsx"),
    lesson:
      "Give components/ui/link a path of the workspace, such as /projects; it finds the address itself.",
  },
  {
    name: "the stripe package stays with billing",
    files: sources,
    isWrong: (one, { path }) =>
      isPackage(one, "stripe") && !/^(?:lib\/billing|packages\/stripe-local|tests)\//.test(path),
    lesson: "Stripe leaves lib/billing reshaped as our own types.",
  },
  {
    name: "a noun outside billing learns of plans through lib/entitlements",
    files: inFolder("lib/").filter(({ path }) => !/^lib\/(?:billing\/|entry\/|nouns\.ts)/.test(path)),
    isWrong: (one) => one.target.startsWith("lib/billing/"),
    lesson:
      "Ask lib/entitlements whether something is included or fits: a plan may also be granted, and have exceptions.",
  },
  {
    name: "the product does without the local stand-ins",
    files: product,
    isWrong: (one) => /^(?:dev|packages)\//.test(one.target) || isStandIn(one),
    lesson: "The app speaks production protocols and finds the stand-ins by their URL alone.",
  },
  {
    name: "a stand-in of packages/ knows itself and what its package.json names",
    files: inFolder("packages/"),
    isWrong: (one, { path }) =>
      one.isOurs ? !one.target.startsWith(packageOf(path)) : !isNamedBy(packageOf(path), one.target, path),
    lesson: "It is installed where this repository is not: add the dependency to its own package.json.",
  },
  {
    name: "a stand-in is called by its name",
    files: [...inFolder("dev/"), ...inFolder("tests/")],
    isWrong: (one) => one.target.startsWith("packages/"),
    lesson: "Export what is needed from its index.ts and import that.",
  },
  {
    name: "the product does without its tests",
    files: [...product, ...inFolder("dev/")],
    isWrong: (one) => one.target.startsWith("tests/"),
    lesson: "Move what both need into the product.",
  },
  {
    name: "business nouns do without Next",
    files: inFolder("lib/").filter(
      ({ path }) => !/^lib\/(?:entry\/|[^/]+\/edge\/|[^/]+\/actions\.ts)/.test(path),
    ),
    isWrong: (one) => isPackage(one, "next") || isPackage(one, "react"),
    lesson:
      "Headers, cookies and redirects belong to lib/entry and the actions; commands run without a request.",
  },
];

test.each(byName(imports))("%s", (_, { files, isWrong, lesson }) => {
  expect(offences(files, isWrong), lesson).toEqual([]);
});

const texts: { name: string; pattern: RegExp; files: Source[]; allowed: RegExp; lesson: string }[] = [
  {
    name: "the environment is read in one place",
    pattern: /\bprocess\.env\b/,
    files: sources,
    allowed:
      /^(?:env\.ts|instrumentation\.ts|lib\/platform\/product\.ts|dev\/|packages\/|tests\/|[^/]+\.config\.(?:ts|mts|mjs|js)$)/,
    lesson: "Add the variable to the schema of env.ts and read it with env().",
  },
  {
    name: "a tenant's context is proven by the entry points alone",
    pattern: /\bproveContext\b/,
    files: sources,
    allowed: /^(?:lib\/core\/context\.ts|lib\/entry\/|tests\/)/,
    lesson:
      "Whoever needs a context gets it from lib/entry, which has checked the session and the membership.",
  },
  {
    name: "the platform's scope is opened by few",
    pattern: /\b(?:withPlatform|platformStatement)\b/,
    files: sources,
    allowed:
      /^(?:db\/tenant\.ts|lib\/api-keys\/find-api-key\.ts|lib\/(?:core|keys|usage|tenancy|webhooks|auth|onboarding|quotes|billing)\/|dev\/|tests\/)/,
    lesson: "Declare a platformCommand: it says who may knock and why it stands above the workspaces.",
  },
  {
    name: "what was bought is read by billing alone",
    pattern:
      /\b(?:planPrices|planGrants|entitlementOverrides|stripeEvents|billing(?:Customers|Subscriptions|Invoices|Intents|Outbox|Sync|Returns|Drift))\b/,
    files: product,
    allowed: /^(?:db\/schema\/|lib\/(?:billing|entitlements)\/)/,
    lesson: "Billing grants, entitlements answer: ask check, limitOf or entitlementOf.",
  },
  {
    name: "what the product is called is known once",
    pattern: /\bTenantry\b/,
    files: [...inFolder("app/", "components/", "lib/", "emails/", "cli/", "dev/", "env.ts")],
    allowed: /^lib\/platform\/product\.ts$/,
    lesson: "Say productName of lib/platform/product.ts.",
  },
  {
    name: "no amount is written or divided without its currency",
    pattern: /style: "currency"|["'`](?:usd|eur|gbp|jpy)["'`]|\/ 100\b/,
    files: product,
    allowed: /^lib\/(?:platform\/(?:formats|money)|entitlements\/currencies|entry\/preferred-currency)\.ts$/,
    lesson:
      "Say formatMoney, formatPrice or decimalOf of lib/platform/money.ts with the currency beside the amount: yen have no cents.",
  },
  {
    name: "what addresses begin with is known once",
    pattern: /\bbasePath\b|\bcurrentBasePath\b|\bBasePathProvider\b/,
    files: [...inFolder("app/"), ...inFolder("components/")],
    allowed: /^(?:app|components\/ui)\/base-path\.tsx$/,
    lesson: "Say paths of the workspace to Link, useRouter, useHref and lead; none of them needs a prefix.",
  },
  {
    name: "plain anchors and forms lead to no path of ours",
    pattern: /<(?:a|form)\s[^>]*\b(?:href|action)=(?:"\/|\{[`"]\/)/,
    files: [...inFolder("app/"), ...inFolder("components/")],
    allowed: /^$/,
    lesson: "Use Link, or PlainLink beside it; for the action of a form useHref().",
  },
  {
    name: "browsers are sent on by those who know the place",
    pattern: /\b(?:redirect|permanentRedirect|useRouter)\b[^;]*"next\/navigation"/,
    files: product,
    allowed: /^(?:components\/ui\/navigation\.tsx|lib\/entry\/lead\.ts)$/,
    lesson: "On the server return lead(path); in the browser take useRouter of components/ui/use-router.",
  },
  {
    name: "whoever leads the browser on stops there",
    pattern: /(?<!\b(?:return|await|function) |=> )\blead\(/,
    files: product,
    allowed: /^$/,
    lesson: "It takes a moment: return lead(…), or the page goes on without waiting.",
  },
  {
    name: "the browser is sent on before it is shown anything",
    pattern: /\blead\(/,
    files: inFolder("app/"),
    allowed: /\/(?:page|layout)\.tsx$/,
    lesson: "What stands under Suspense comes too late for it: let the page look and lead.",
  },
  {
    name: "what an operation takes is JSON: no schema turns texts into it",
    pattern: /\b(?:z\.(?:coerce|preprocess|stringbool)\b|z\.string\(\)[^;]*\.transform\(Number\))/,
    files: inFolder("lib/"),
    allowed: /^$/,
    lesson:
      "Say z.int() or z.boolean(): lib/entry/from-text reads forms, addresses and what is typed at a terminal.",
  },
  {
    name: "server actions stand in actions.ts, where they are one line each",
    pattern: /^\s*"use server"/m,
    files: product,
    allowed: /^lib\/[^/]+\/actions\.ts$/,
    lesson:
      'Every exported function of a "use server" file is a public endpoint; keep them where they are looked for.',
  },
];

test.each(byName(texts))("%s", (_, { pattern, files, allowed, lesson }) => {
  const wrong = files.filter(({ path, text }) => pattern.test(text) && !allowed.test(path));
  expect(
    wrong.map(({ path }) => path),
    lesson,
  ).toEqual([]);
});

test("no page is answered before it knows its status", () => {
  expect(
    inFolder("app/").flatMap(({ path }) => (/\/loading\.tsx?$/.test(path) ? path : [])),
    "With a loading.tsx Next sends 200 before the page says 404, 403 or leads on: PageOnItsWay draws its outline.",
  ).toEqual([]);
});

test("every form over an action says for whom it was drawn", () => {
  const calls = /\buseActionState\b|Action\(\{ status: "idle" \}/;
  // One sends the form of a line below it, which says so itself; the other only asks.
  const excused = ["components/members/invitation-list.tsx", "components/auth/use-slug-check.ts"];
  const mute = [...inFolder("components/"), ...inFolder("app/")].filter(
    ({ path, text }) =>
      calls.test(text) && !text.includes("@/components/ui/drawn-for") && !excused.includes(path),
  );
  expect(
    mute.map(({ path }) => path),
    "Use ActionForm, put <DrawnFor /> into the form or make it with useDrawnForm: a mute one is refused.",
  ).toEqual([]);
});

const serverOnly =
  /^(?:node:|pg$|drizzle-orm|@neondatabase|graphile-worker|nodemailer|pino|@node-rs|stripe$)/;

describe("what runs elsewhere", () => {
  test("nothing the middleware reaches needs Node or a database driver", () => {
    expect(
      offences(reachedFrom(["middleware.ts"]), (one) => !one.isType && serverOnly.test(one.target)),
      "The edge runs on web APIs alone: keep what it imports in modules of its own.",
    ).toEqual([]);
  });

  test("nothing a component reaches needs the server or the environment", () => {
    const components = inFolder("components/")
      .filter(isDrawnAnywhere)
      .map(({ path }) => path);
    const reached = reachedFrom(components, (path) => path.endsWith("/actions.ts"));
    expect(
      offences(reached, (one) => !one.isType && (serverOnly.test(one.target) || one.target === "env.ts")),
      "It would be shipped to the browser. Pass the value in as a prop, or keep it in a schema or values file.",
    ).toEqual([]);
  });
});

/** The files that loading these loads, types aside, up to where `isEnd`: an action is called, not shipped. */
function reachedFrom(paths: string[], isEnd: (path: string) => boolean = () => false): Source[] {
  const reached = new Map<string, Source>();
  const visit = (path: string) => {
    const source = sources.find((one) => one.path === path);
    if (!source || reached.has(path) || isEnd(path)) return;
    reached.set(path, source);
    for (const one of source.imports) if (one.isOurs && !one.isType) visit(one.target);
  };
  for (const path of paths) visit(path);
  return [...reached.values()];
}

describe("verbs", () => {
  const names = declared.map(({ verb }) => verb.name);

  test("are named noun.verb, each once", () => {
    expect(names.filter((name) => !/^[a-z_]+\.[a-z_]+$/.test(name))).toEqual([]);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice, "One verb, one declaration: reuse the first or give the second its true name.").toEqual([]);
  });

  test("are exported, so that the attacks of tests/isolation reach them", () => {
    const written = inFolder("lib/").flatMap(({ text }) =>
      [
        ...text.matchAll(
          /\b(?:command|query|platformCommand|platformQuery|planCommand|operatorCommand)\(\{\s*name: "([^"]+)"/g,
        ),
      ].map(([, name]) => name),
    );
    expect(written.filter((name) => !names.includes(name ?? ""))).toEqual([]);
  });

  test("stand in the list of their noun, by which the product finds them", () => {
    const unlisted = declared
      .filter(({ verb }) => !operations.has(verb.name))
      .map(({ path, verb }) => [path, verb.name]);
    expect(unlisted, "Add it to the operations of lib/<noun>/noun.ts.").toEqual([]);
    const written = inFolder("lib/").flatMap(({ text }) =>
      [...text.matchAll(/\bjob\(\{\s*name: "([^"]+)"/g)].map(([, name]) => name),
    );
    const listed = jobs.map(({ name }) => name);
    expect(
      written.filter((name) => !listed.includes(name ?? "")),
      "Add it to the jobs of its noun.",
    ).toEqual([]);
  });

  test("show an example that they would take", () => {
    for (const { name, input, example } of operations.values()) {
      expect(input.safeParse(example), name).toMatchObject({ success: true });
    }
  });

  test("tell of nothing but the events of their nouns, and of each of those", () => {
    const lists = /^lib\/(?:[^/]+\/noun|billing\/events)\.ts$/;
    const code = inFolder("lib/").filter(({ path }) => !lists.test(path));
    const found = code.flatMap(({ path, text }) =>
      [...text.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, word = ""]) => ({ path, word })),
    );
    const isKnown = (word: string) =>
      tellings.has(word) || operations.has(word) || jobs.some(({ name }) => name === word);
    const subjects = new Set([...tellings.keys()].map((type) => type.split(".")[0]));
    const strays = found.filter(({ word }) => subjects.has(word.split(".")[0]) && !isKnown(word));
    expect(strays, "Declare the event in its noun, or spell it as it is declared.").toEqual([]);
    const told = code.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:event: |emit(?:In)?\([^"]{0,80})"([a-z_.]+)"/g)].map(([, word = ""]) => ({
        path,
        word,
      })),
    );
    expect(told.length).toBeGreaterThan(40);
    expect(told.filter(({ word }) => !tellings.has(word))).toEqual([]);
    const words = new Set(found.map(({ word }) => word));
    expect(
      [...tellings.keys()].filter((type) => !words.has(type)),
      "Nothing tells of these.",
    ).toEqual([]);
  });

  test("make ids only behind a prefix that some noun has", () => {
    const made = inFolder("lib/").flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:newId|exampleId)\("([^"]*)"\)/g)].map(([, prefix]) => ({
        path,
        prefix: prefix ?? "",
      })),
    );
    expect(
      made.filter(({ prefix }) => !idPrefixes.has(prefix)),
      "Add it to the ids of its noun.",
    ).toEqual([]);
  });

  test("are found by machines at one address each, whose parts their input has", () => {
    const places = [...operations.values()].flatMap(({ name, rest, input }) =>
      typeof rest === "string" ? [{ name, rest, input }] : [],
    );
    const addresses = places.map(({ rest }) => rest);
    expect(addresses.filter((one, index) => addresses.indexOf(one) !== index)).toEqual([]);
    for (const { name, rest, input } of places) {
      expect(rest, name).toMatch(/^(?:GET|POST|PUT|PATCH|DELETE) (?:\/(?:[a-z-]+|\{[a-zA-Z]+\}))+$/);
      const shape = input instanceof z.ZodObject ? Object.keys(input.shape) : [];
      for (const [, part] of rest.matchAll(/\{(\w+)\}/g)) expect(shape, name).toContain(part);
    }
  });
});

test.each(nouns)("lib/%s says on one page what it owns", (noun) => {
  expect(existsSync(`lib/${noun}/README.md`), `Write lib/${noun}/README.md: "Owns … Does not own …".`).toBe(
    true,
  );
});
