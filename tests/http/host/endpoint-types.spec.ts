import { expect } from 'chai';
import type { Call, MemberCall, SharedCall, SpokenCall, ViewerCall } from '../../../src/adapters/http/call.js';
import {
  endpoint,
  endpointSpec,
  type EndpointSpec,
  type RouteCache,
  type SpokenRouteCache,
} from '../../../src/adapters/http/endpoint.js';

interface ById {
  readonly id: string;
}

const answer = { status: 200, shape: 'one' } as const;
const cache: RouteCache<ById> = { ttlSeconds: 1, tags: ({ params }) => [params.id] };
const spokenCache: SpokenRouteCache = { ttlSeconds: 1, tags: () => [], language: true };

/** What stands under "@ts-expect-error" must not compile: `npm run typecheck` fails when it does. */
class Handlers {
  @endpoint({ access: 'public', cache, answer })
  async shared(_call: SharedCall<ById>): Promise<void> {}

  @endpoint({ access: 'optional', cache, answer })
  async seenBySomebody(_call: ViewerCall<ById>): Promise<void> {}

  @endpoint({ access: 'public', cache: spokenCache, answer })
  async spoken(_call: SpokenCall): Promise<void> {}

  @endpoint({ access: 'member', answer })
  async members(_call: MemberCall<ById>): Promise<void> {}

  // @ts-expect-error the answer is shared, and a Call has the caller's address, headers and files
  @endpoint({ access: 'public', cache, answer })
  async sharedWithCall(_call: Call<ById>): Promise<void> {}

  // @ts-expect-error the answer is shared, and a MemberCall has a caller
  @endpoint({ access: 'public', cache, answer })
  async sharedWithMember(_call: MemberCall<ById>): Promise<void> {}

  // @ts-expect-error nobody's token is looked at on a public endpoint
  @endpoint({ access: 'public', cache, answer })
  async sharedWithViewer(_call: ViewerCall<ById>): Promise<void> {}

  // @ts-expect-error for a guest there is no caller
  @endpoint({ access: 'optional', cache, answer })
  async viewerWithMember(_call: MemberCall<ById>): Promise<void> {}

  // @ts-expect-error a Call has more than a viewer
  @endpoint({ access: 'optional', cache, answer })
  async viewerWithCall(_call: Call<ById>): Promise<void> {}

  // @ts-expect-error the answer is kept once for all languages
  @endpoint({ access: 'public', cache, answer })
  async sharedWithLanguage(_call: SpokenCall<ById>): Promise<void> {}

  // @ts-expect-error the tags are made of other parameters than the method reads
  @endpoint({ access: 'public', cache, answer })
  async otherParameters(_call: SharedCall<{ readonly name: string }>): Promise<void> {}

  // @ts-expect-error there may be no caller
  @endpoint({ access: 'optional', answer })
  async guests(_call: MemberCall<ById>): Promise<void> {}
}

/** Of a spec that hides what it is. */
const declared = { access: 'public', cache, answer } as EndpointSpec;

class Hidden {
  // @ts-expect-error whether the answer is shared must be known where the method is
  @endpoint(declared)
  async hidden(_call: MemberCall<ById>): Promise<void> {}
}

const refused: EndpointSpec[] = [
  // @ts-expect-error answers for members are their own
  { access: 'member', cache, answer },
  // @ts-expect-error a call that the server answers from its cache would not be counted
  { access: 'public', cache, answer, limit: 'search' },
  // @ts-expect-error what is made is not shared
  { access: 'public', cache, answer: { status: 201, shape: 'one' } },
];

describe('@endpoint', () => {
  it('compiles on methods that ask for no more than their endpoint gives', () => {
    for (const name of ['shared', 'seenBySomebody', 'spoken', 'members']) {
      expect(endpointSpec(Handlers.prototype, name), name).to.include({ answer });
    }
    expect(endpointSpec(Hidden.prototype, 'hidden')).to.equal(declared);
    expect(refused).to.have.length(3);
  });
});
