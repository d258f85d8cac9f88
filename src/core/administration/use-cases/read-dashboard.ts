import type { Clock } from '../../kernel/index.js';
import { startOfDay } from '../../stats/index.js';
import type { Dashboard, StaffReader } from '../ports/staff-reader.js';

const sixDaysMs = 6 * 86_400_000;

/** Today is the day in Georgia, this week the last seven days with it. */
export class ReadDashboard {
  constructor(
    private readonly reader: StaffReader,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<Dashboard> {
    const now = this.clock.now();
    const today = startOfDay(now);
    return this.reader.dashboard(now, today, new Date(today.getTime() - sixDaysMs));
  }
}
