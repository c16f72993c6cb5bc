import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

export interface Source {
  /** From the repository's root, with slashes. */
  path: string;
  text: string;
  imports: Import[];
}

export interface Import {
  /** A path from the root for a file of ours, the package's specifier for others. */
  target: string;
  isOurs: boolean;
  isType: boolean;
}

const root = process.cwd();
const folders = ["app", "cli", "components", "db", "dev", "emails", "lib", "messages", "packages", "tests"];
const statement = /\b(?:import|export)\s+(type\s)?[^"';]*?\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;
const code = /\.(?:tsx?|mts|mjs|js)$/;

/** Every source file of the project. */
export const sources: Source[] = [
  ...readdirSync(root).filter((name) => code.test(name) && !name.endsWith(".d.ts")),
  ...folders.flatMap(filesIn),
].map(read);

export const inFolder = (...prefixes: string[]): Source[] =>
  sources.filter(({ path }) => prefixes.some((prefix) => path.startsWith(prefix)));

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((name) => code.test(name) && !/\/(?:node_modules|dist)\//.test(name));
}

function read(file: string): Source {
  const text = withoutComments(readFileSync(path.join(root, file), "utf8"));
  return { path: file, text, imports: importsOf(file, text) };
}

/** Comments may name what code may not; a `//` inside an address is no comment. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, named, bare]) => {
    const specifier = named ?? bare ?? "";
    const isOurs = specifier.startsWith("@/") || specifier.startsWith(".");
    return { isOurs, isType: type !== undefined, target: isOurs ? locate(file, specifier) : specifier };
  });
}

function locate(file: string, specifier: string): string {
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(file), specifier);
  const candidates = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((ending) => base + ending);
  return [...candidates, base.replace(/\.js$/, ".ts")].find(isFile) ?? base;
}

function isFile(file: string): boolean {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() ?? false;
}
