import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { folder, views } from "./pictures";

/** One page with all pictures: a row for each page of the product, a column for each way of looking at it. */
export default async function writeContactSheet(): Promise<void> {
  const pages = await readdir(path.join(folder, "pages")).catch(() => []);
  if (pages.length === 0) return;
  const file = path.resolve(folder, "index.html");
  await writeFile(file, sheetOf(pages.toSorted()));
  console.log(`\n  ${pages.length} pages: ${file}\n`);
}

const sheetOf = (pages: string[]): string => `<!doctype html>
<meta charset="utf-8">
<title>Every page</title>
<style>
  body { font: 14px system-ui; margin: 24px; background: #ddd; }
  section { display: grid; grid-template-columns: 3fr 1fr 3fr 1fr; gap: 12px; align-items: start; }
  img { width: 100%; border: 1px solid #999; }
</style>
${pages.map(rowOf).join("\n")}
`;

const rowOf = (page: string): string =>
  `<h2 id="${page}">${page}</h2>\n<section>${views.map(({ name }) => cellOf(page, name)).join("")}</section>`;

function cellOf(page: string, view: string): string {
  const address = `pages/${page}/${view}.png`;
  return `<a href="${address}"><img loading="lazy" src="${address}" alt="${page}, ${view}"></a>`;
}
