/** Work that comes round by itself: sweeping, purging, refreshing. One instance at a time does it; doing it twice harms nothing. */
export interface RecurringJob {
  readonly name: string;
  readonly everySeconds: number;
  /** Also once when the program starts. */
  readonly atStart?: boolean;
  run(): Promise<void>;
}
