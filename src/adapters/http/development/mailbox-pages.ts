import { Router } from 'express';
import { RequestError } from '../errors/request-error.js';

export interface MailboxEntry {
  readonly name: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly text: string;
}

/** What the pages need of a mailbox: newest first, and one by name. */
export interface MailboxReader {
  list(): Promise<readonly MailboxEntry[]>;
  read(name: string): Promise<MailboxEntry | undefined>;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function page(title: string, body: string): string {
  return `<!doctype html><html lang="ka"><meta charset="utf-8"><title>${escapeHtml(title)}</title><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

/** `/dev/mailbox`: the mails this server would have sent, as a page, or as JSON for scripts. Never mounted in production. */
export function mailboxPages(mailbox: MailboxReader): Router {
  const router = Router();
  router.get('/', (req, res, next) => {
    const send = async (): Promise<void> => {
      const mails = await mailbox.list();
      if (req.accepts(['html', 'json']) === 'json') {
        res.json({ success: true, data: mails });
        return;
      }
      const rows = mails.map(
        (mail) =>
          `<li><a href="${escapeHtml(`${req.baseUrl}/${encodeURIComponent(mail.name)}`)}">${escapeHtml(mail.subject)}</a> → ${escapeHtml(mail.to)}, ${mail.date.toISOString()}</li>`,
      );
      res.type('html').send(page('Mailbox', rows.length > 0 ? `<ol>${rows.join('')}</ol>` : '<p>No mail yet.</p>'));
    };
    send().catch(next);
  });
  router.get('/:name', (req, res, next) => {
    const send = async (): Promise<void> => {
      const mail = await mailbox.read(req.params.name);
      if (!mail) throw new RequestError('ROUTE_NOT_FOUND', 'There is no such mail');
      if (req.accepts(['html', 'json']) === 'json') res.json({ success: true, data: mail });
      else
        res
          .type('html')
          .send(
            page(
              mail.subject,
              `<p>To: ${escapeHtml(mail.to)}<br>${mail.date.toISOString()}</p><pre>${escapeHtml(mail.text)}</pre>`,
            ),
          );
    };
    send().catch(next);
  });
  return router;
}
