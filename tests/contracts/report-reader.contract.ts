import { expect } from 'chai';
import type { NewReport, ReportReader, ReportStatus, ReportView } from '../../src/core/reports/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface ReportReaderHarness extends CommentsWorld {
  make(): ReportReader;
  /** Stores a report as it is given. */
  report(report: NewReport, decided?: { readonly status: ReportStatus; readonly by: string }): Promise<void>;
  removeAll(): Promise<void>;
}

/** What every ReportReader promises (src/core/reports/ports/report-reader.ts). */
export function reportReaderContract(harness: ReportReaderHarness): void {
  describe('ReportReader contract', () => {
    let reader: ReportReader;
    let reporter: string;
    let author: string;
    before(() => {
      reader = harness.make();
    });
    beforeEach(async () => {
      await harness.removeAll();
      [reporter, author] = [await harness.person({ fullName: 'Gio' }), await harness.person({ fullName: 'Nino' })];
    });
    const make = async (wishes: Partial<NewReport>, decided?: { status: ReportStatus; by: string }): Promise<string> => {
      const report: NewReport = {
        id: harness.unknownId(),
        reporterId: reporter,
        kind: 'POST',
        targetId: harness.unknownId(),
        authorId: author,
        category: 'SPAM',
        note: null,
        createdAt: harness.now(),
        ...wishes,
      };
      await harness.report(report, decided);
      return report.id;
    };
    const idsOf = ({ items }: { items: readonly ReportView[] }): string[] => items.map(({ id }) => id);

    it('shows a report on a post, on a comment, and on a person, with who and how many', async () => {
      const post = await harness.post(author);
      const comment = await harness.comment(post, author, { content: 'rude' });
      const onPost = await make({ targetId: post, note: 'again' });
      await make({ targetId: post, reporterId: await harness.person() }, { status: 'DISMISSED', by: author });
      const onComment = await make({ kind: 'COMMENT', targetId: comment });
      const onPerson = await make({ kind: 'PERSON', targetId: author });
      const seen = await reader.find(onPost);
      expect(seen).to.deep.include({ kind: 'POST', category: 'SPAM', note: 'again', status: 'OPEN', reportsCount: 2 });
      expect(seen).to.deep.include({ decidedBy: null, decidedAt: null, createdAt: harness.now() });
      expect(seen?.reporter).to.deep.include({ id: reporter, fullName: 'Gio', avatarKey: null });
      expect(seen?.target).to.deep.include({ id: post, content: 'a post', postId: null, isRemoved: false });
      expect(seen?.target.author).to.deep.include({ id: author, fullName: 'Nino' });
      expect((await reader.find(onComment))?.target).to.deep.include({ id: comment, content: 'rude', postId: post });
      expect((await reader.find(onPerson))?.target).to.deep.include({ id: author, content: '', postId: null, isRemoved: false });
      expect(await reader.find(harness.unknownId())).to.equal(undefined);
    });

    it('does not show the text of what its author deleted', async () => {
      const comment = await harness.comment(await harness.post(author), author, { content: 'gone', deleted: true });
      const id = await make({ kind: 'COMMENT', targetId: comment }, { status: 'REMOVED', by: reporter });
      const seen = await reader.find(id);
      expect(seen?.target).to.deep.include({ content: '', isRemoved: true });
      expect(seen?.decidedBy?.id).to.equal(reporter);
    });

    it('lists the newest first, by status and kind, and continues exactly while others come', async () => {
      const at = (s: number): Date => new Date(harness.now().getTime() + s * 1_000);
      const ids: string[] = [];
      for (const [i, kind] of (['POST', 'PERSON', 'POST', 'PERSON', 'POST'] as const).entries()) {
        const decided = i === 1 ? { status: 'DISMISSED' as const, by: author } : undefined;
        ids.unshift(await make({ kind, createdAt: at(i) }, decided));
      }
      const all = await reader.list({}, { page: 1, limit: 10 });
      expect([idsOf(all), all.total, all.next]).to.deep.equal([ids, 5, undefined]);
      expect(idsOf(await reader.list({ kind: 'POST' }, { page: 1, limit: 10 }))).to.deep.equal([ids[0], ids[2], ids[4]]);
      expect(idsOf(await reader.list({ status: 'DISMISSED' }, { page: 1, limit: 10 }))).to.deep.equal([ids[3]]);
      expect(idsOf(await reader.list({ status: 'OPEN', kind: 'PERSON' }, { page: 1, limit: 10 }))).to.deep.equal([ids[1]]);
      const first = await reader.list({}, { page: 1, limit: 2 });
      expect(idsOf(first)).to.deep.equal(ids.slice(0, 2));
      await make({ createdAt: at(100) });
      const rest = await reader.list({}, { page: 1, limit: 10, ...(first.next ? { after: first.next } : {}) });
      expect([idsOf(rest), rest.total]).to.deep.equal([ids.slice(2), 6]);
      expect(idsOf(await reader.list({}, { page: 3, limit: 2 }))).to.deep.equal(ids.slice(3));
    });
  });
}
