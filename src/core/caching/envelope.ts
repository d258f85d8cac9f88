/** What stands before the text of a value in the EntryStore. Times in ms since the epoch. */
export interface EntryHead {
  /** Of the family, see FamilyRules. */
  readonly version: number;
  /** When the load began: what the value knows is from then. */
  readonly loadedAt: number;
  readonly freshMs: number;
  /** How long the load took: the delta of XFetch. */
  readonly loadMs: number;
  /** Stands for `undefined`. */
  readonly negative?: true;
}

export interface Entry extends EntryHead {
  readonly body: string;
}

/** One line of JSON, then the body as it is: the body is not escaped a second time. */
export function seal({ body, ...head }: Entry): string {
  return `${JSON.stringify(head)}\n${body}`;
}

/** `undefined` for a text of another version, or of anybody else. */
export function unseal(text: string, version: number): Entry | undefined {
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  try {
    const head = JSON.parse(text.slice(0, end)) as Partial<EntryHead> | null;
    const numbers = [head?.loadedAt, head?.freshMs, head?.loadMs];
    if (head?.version !== version || !numbers.every(Number.isFinite)) return undefined;
    return { ...(head as EntryHead), body: text.slice(end + 1) };
  } catch {
    return undefined;
  }
}
