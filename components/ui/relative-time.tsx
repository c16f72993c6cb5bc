export interface Moment {
  iso: string;
  /** "3 hours ago", or the day when it is longer ago than a month. */
  ago: string;
  /** To the minute, in UTC: a server knows no other zone. */
  exact: string;
}

/** How long ago, with the minute on hover. */
export function RelativeTime({ moment: { iso, ago, exact } }: { moment: Moment }) {
  return (
    <time dateTime={iso} title={exact}>
      {ago}
    </time>
  );
}
