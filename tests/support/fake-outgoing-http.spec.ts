import { isPublicAddress } from '../../src/adapters/node-http/public-address.js';
import type { OutgoingAnswer } from '../../src/core/outgoing/index.js';
import { outgoingHttpContract } from '../contracts/outgoing-http.contract.js';
import { FakeOutgoingHttp } from './fake-outgoing-http.js';

describe('FakeOutgoingHttp', () => {
  let fake: FakeOutgoingHttp;
  let answer: OutgoingAnswer | 'silence';

  outgoingHttpContract({
    make: ({ maxAnswerBytes }) => (fake = new FakeOutgoingHttp({ isAllowed: isPublicAddress, maxAnswerBytes })),
    reachable: '93.184.215.14',
    port: () => '',
    name: (name, addresses) => fake.host(name, addresses, () => answer),
    answerWith: (next) => (answer = next),
    asked: () =>
      fake.sent.map(({ method, url, headers = {}, body = '' }) => {
        const { pathname, search } = new URL(url);
        return { method, url: pathname + search, headers, body: String(body) };
      }),
  });
});
