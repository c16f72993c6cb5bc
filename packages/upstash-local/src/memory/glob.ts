/** Redis's key patterns as a regular expression: `*`, `?`, `[a-c]`, `[^a]` and a backslash before a literal. */
export function globToRegExp(pattern: string): RegExp {
  const token =
    /\\(?<escaped>[\s\S])|\[(?<not>\^?)(?<range>(?:\\[\s\S]|[^\]\\])*)\]|(?<many>\*)|(?<one>\?)|[\s\S]/g;
  const source = pattern.replace(token, (literal, ...rest) => {
    const groups: Record<string, string | undefined> = rest.at(-1);
    if (groups.many) return "[\\s\\S]*";
    if (groups.one) return "[\\s\\S]";
    if (groups.escaped !== undefined) return escapeLiteral(groups.escaped);
    if (groups.range !== undefined)
      return groups.range === "" ? "(?!)" : `[${groups.not}${groups.range.replace(/\[/g, "\\[")}]`;
    return escapeLiteral(literal);
  });
  return new RegExp(`^${source}$`);
}

const escapeLiteral = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
