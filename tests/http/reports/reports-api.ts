import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

interface WhoBody {
  readonly id: string;
  readonly username: string;
}

export interface ReportBody {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly note: string | null;
  readonly status: string;
  readonly reporter: WhoBody;
  readonly target: { readonly id: string; readonly author: WhoBody; readonly content: string; readonly isRemoved: boolean };
  readonly reportsCount: number;
  readonly decidedBy: WhoBody | null;
  readonly decidedAt: string | null;
}

/** Reports, as members make them and staff decide on them. */
export class ReportsApi {
  constructor(private readonly app: TestApp) {}

  /** `path`: of what is reported, below the prefix. */
  report(who: Person, path: string, body: object = { category: 'SPAM' }): supertest.Test {
    return this.app.http.post(`/api/v1/${path}/report`).set('authorization', who.authorization).send(body);
  }

  async list(who: Person, query: string): Promise<ReportBody[]> {
    const request = this.app.http.get(`/api/v1/admin/reports?${query}`).set('authorization', who.authorization);
    return (await request.expect(200)).body.data as ReportBody[];
  }

  decide(who: Person, id: string, action: string, reason?: string): supertest.Test {
    const request = this.app.http.post(`/api/v1/admin/reports/${id}/decision`).set('authorization', who.authorization);
    return request.send({ action, ...(reason === undefined ? {} : { reason }) });
  }

  undo(who: Person, id: string): supertest.Test {
    return this.app.http.delete(`/api/v1/admin/reports/${id}/decision`).set('authorization', who.authorization);
  }
}
