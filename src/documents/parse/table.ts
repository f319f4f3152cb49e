/**
 * A table as text: one row a line, each cell as "column: value" joined by "; ", so that a row reads alone. The first
 * row names the columns. A table of one column, or of one row, is its cells.
 */
export function tableText(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows.map((row) => row.map(oneLine)).filter((row) => row.some(Boolean));
  if (body.length === 0) return header.filter(Boolean).join("; ");
  if (header.length < 2) return [header, ...body].map((row) => row.filter(Boolean).join("; ")).join("\n");
  return body.map((row) => rowText(header, row)).join("\n");
}

/** One row in the words of its header; cells without a value are left out. */
export function rowText(header: readonly string[], row: readonly string[]): string {
  return row
    .map((cell, column) => {
      const name = header[column] ?? "";
      if (cell === "") return "";
      return name === "" || name === cell ? cell : `${name.replace(/:$/, "")}: ${cell}`;
    })
    .filter(Boolean)
    .join("; ");
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, " ").trim();
