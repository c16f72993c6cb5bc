export interface Moment {
  iso: string;
  /** "3 hours ago" or "in 3 days"; the day itself where that is more than a month away. */
  ago: string;
  /** To the minute, in UTC: a server knows no other zone. */
  exact: string;
}

/** How long ago or how soon, with the minute on hover. */
export function RelativeTime({ moment: { iso, ago, exact } }: { moment: Moment }) {
  return (
    <time dateTime={iso} title={exact}>
      {ago}
    </time>
  );
}
