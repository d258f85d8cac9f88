import { describeDevice, type Session } from '../../../core/identity/index.js';

export interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly device: string;
  readonly ip: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
}

export function presentSession(session: Session, currentSessionId: string): SessionView {
  return {
    id: session.id,
    current: session.id === currentSessionId,
    device: describeDevice(session.userAgent),
    ip: session.ip,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
  };
}
