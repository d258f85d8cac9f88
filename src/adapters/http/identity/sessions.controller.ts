import { inject } from 'inversify';
import { controller, httpDelete, httpGet } from 'inversify-express-utils';
import { EndOtherSessions, EndSession, ListSessions } from '../../../core/identity/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type SessionParams, sessionParams } from './identity.schemas.js';
import { presentSession, type SessionView } from './session.presenter.js';

@controller('/auth/sessions')
export class SessionsController {
  constructor(
    @inject(ListSessions) private readonly list: ListSessions,
    @inject(EndSession) private readonly end: EndSession,
    @inject(EndOtherSessions) private readonly endOthers: EndOtherSessions,
  ) {}

  /**
   * @openapi
   * /auth/sessions:
   *   get:
   *     operationId: listSessions
   *     tags: [Auth]
   *     summary: Where I am signed in
   *     description: The sessions that are alive, the last used first.
   */
  @httpGet('/')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'list', schema: 'Session' } })
  async listSessions({ actor }: MemberCall): Promise<SessionView[]> {
    const sessions = await this.list.execute(actor);
    return sessions.map((session) => presentSession(session, actor.sessionId));
  }

  /**
   * @openapi
   * /auth/sessions:
   *   delete:
   *     operationId: endOtherSessions
   *     tags: [Auth]
   *     summary: Sign out everywhere else
   *     description: Ends all sessions but the one that asks.
   */
  @httpDelete('/')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'one', schema: 'EndedSessions' } })
  async endOtherSessions({ actor }: MemberCall): Promise<{ ended: number }> {
    return { ended: await this.endOthers.execute(actor) };
  }

  /**
   * @openapi
   * /auth/sessions/{id}:
   *   delete:
   *     operationId: endSession
   *     tags: [Auth]
   *     summary: Sign out one device
   *     description: Its tokens stop working at once. Somebody else's session is not found.
   */
  @httpDelete('/:id')
  @endpoint({
    access: 'member',
    params: sessionParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['SESSION_NOT_FOUND'],
  })
  async endSession({ actor, params }: MemberCall<SessionParams>): Promise<void> {
    await this.end.execute(actor, params.id);
  }
}
