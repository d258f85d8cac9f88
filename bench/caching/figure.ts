/** One line of the report: what was measured, what came out, and what was aimed at. */
export interface Figure {
  readonly what: string;
  readonly found: string;
  readonly aim: string;
}

export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, found, aim }) => `| ${what} | ${found} | ${aim} |`);
  return ['| what | found | aim |', '| --- | --- | --- |', ...rows].join('\n');
}
