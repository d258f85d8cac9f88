import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson, type Person } from '../../support/people.js';

describe('a client that hangs up', () => {
  const lines = new LogLines();
  let app: TestApp;
  let person: Person;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Logger).toConstantValue(lines));
    person = await createPerson(app);
  });
  after(() => app.close());

  it('with its JSON on the way, while we look up who it is, raises no alarm', async () => {
    const { port } = app.application.http.server.address() as AddressInfo;
    const head = `POST /api/v1/posts HTTP/1.1\r\nhost: x\r\nauthorization: ${person.authorization}\r\n`;
    for (let round = 0; round < 10; round += 1) {
      lines.all.length = 0;
      const socket = net.connect(port, '127.0.0.1');
      socket.write(`${head}content-type: application/json\r\ncontent-length: 2000\r\n\r\n{`, () => socket.destroy());
      await eventually('the request is logged', () => lines.all.some(({ context }) => context === 'access'));
      expect(lines.at('error')).to.deep.equal([]);
    }
  });
});
