import type { ReactNode } from "react";
import { useTranslations } from "#translations";
import { SortHead } from "@/components/lists/sort-head";
import type { Sorting } from "@/components/lists/sorting";
import { bulkFormId, type Selection } from "@/components/lists/use-selection";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { Table, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/platform/cn";

/** One column of a list; the first of them names the row. */
export interface Column<T> {
  key: string;
  head: ReactNode;
  /** The sort its head asks for. */
  sort?: string;
  cell: (row: T) => ReactNode;
  /** Of the head and the cells. */
  className?: string;
}

interface ListTableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  /** What assistive technology calls a row. */
  nameOf: (row: T) => string;
  sorting?: Sorting;
  /** Null where nothing can be done with several rows. */
  selection?: Selection | null;
  /** The menu of a row, in a narrow column at the end. */
  menu?: ((row: T) => ReactNode) | null;
}

/**
 * The list of any noun: heads that sort, boxes that choose, and cards where the window is narrow. Its rows are bare elements,
 * dressed by the body: what is drawn 25 times per request must cost next to nothing.
 */
export function ListTable<T extends { id: string }>(props: ListTableProps<T>) {
  const { label, columns, rows, nameOf, sorting, selection, menu } = props;
  const t = useTranslations("lists");
  return (
    <Table label={label}>
      <TableHeader className="max-sm:sr-only">
        <TableRow>
          {selection ? (
            <th scope="col" className="h-9 w-10 bg-muted/60 pl-4">
              <NativeCheckbox
                aria-label={t("selectAll")}
                checked={selection.chosen.length === rows.length && rows.length > 0}
                onChange={(event) => selection.chooseAll(event.target.checked)}
              />
            </th>
          ) : null}
          {columns.map(({ key, head, sort, className }) => (
            <SortHead key={key} sort={sort} sorting={sorting} className={className}>
              {head}
            </SortHead>
          ))}
          {menu ? (
            <SortHead className="w-12 pl-0">
              <span className="sr-only">{t("actions")}</span>
            </SortHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <tbody className={bodyClasses}>
        {rows.map((row) => (
          <tr key={row.id} data-chosen={selection?.isChosen(row.id) || undefined}>
            {selection ? (
              <td data-part="box">
                <NativeCheckbox
                  form={bulkFormId}
                  name="ids"
                  value={row.id}
                  aria-label={t("select", { name: nameOf(row) })}
                  checked={selection.isChosen(row.id)}
                  onChange={(event) => selection.choose(row.id, event.target.checked)}
                />
              </td>
            ) : null}
            {columns.map(({ key, cell, className }, index) => (
              <td key={key} data-part={index === 0 ? "name" : undefined} className={className}>
                {cell(row)}
              </td>
            ))}
            {menu ? <td data-part="menu">{menu(row)}</td> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const bodyClasses = cn(
  "[&_tr]:border-b [&_tr:last-child]:border-0 [&_tr]:hover:bg-muted/60 [&_tr[data-chosen]]:bg-accent",
  "[&_td]:h-13 [&_td]:px-4 [&_td]:py-2 [&_td:not([data-part])]:whitespace-nowrap [&_td:not([data-part])]:text-muted-foreground",
  "[&_[data-part=box]]:w-10 [&_[data-part=box]]:pr-0 [&_[data-part=menu]]:pr-2 [&_[data-part=menu]]:pl-0 [&_[data-part=menu]]:text-right",
  "[&_a]:rounded-sm [&_a]:font-medium [&_a]:wrap-anywhere [&_a]:underline-offset-4 [&_a]:hover:underline",
  "[&_a]:touch:inline-flex [&_a]:touch:min-h-11 [&_a]:touch:items-center",
  "[&_[aria-haspopup=menu]]:inline-grid [&_[aria-haspopup=menu]]:size-8 [&_[aria-haspopup=menu]]:place-items-center [&_[aria-haspopup=menu]]:rounded-md [&_[aria-haspopup=menu]]:text-foreground",
  "[&_[aria-haspopup=menu]]:hover:bg-accent [&_[aria-haspopup=menu]]:aria-expanded:bg-accent [&_[aria-haspopup=menu]]:touch:size-11",
  // As cards: the box, the name and the menu on one line, the rest below them.
  "max-sm:[&_tr]:flex max-sm:[&_tr]:flex-wrap max-sm:[&_tr]:items-center max-sm:[&_tr]:gap-x-3 max-sm:[&_tr]:gap-y-1 max-sm:[&_tr]:px-4 max-sm:[&_tr]:py-3",
  "max-sm:[&_td]:h-auto max-sm:[&_td]:p-0! max-sm:[&_td:not([data-part])]:order-1 max-sm:[&_[data-part=box]]:w-auto",
  "max-sm:[&_[data-part=name]]:min-w-0 max-sm:[&_[data-part=name]]:basis-[calc(100%-6.5rem)] max-sm:[&_[data-part=name]]:grow",
);
