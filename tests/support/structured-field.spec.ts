import { expect } from 'chai';
import { structuredList } from './structured-field.js';

describe('the reader of structured fields', () => {
  it('reads the examples of RFC 9211', () => {
    expect(structuredList('OriginCache; hit; ttl=1100, "CDN Company Here"; hit; ttl=545')).to.deep.equal([
      { value: 'OriginCache', parameters: { hit: true, ttl: 1100 } },
      { value: 'CDN Company Here', parameters: { hit: true, ttl: 545 } },
    ]);
    expect(structuredList('ExampleCache; fwd=stale; fwd-status=304; collapsed; detail="a \\"b\\""; ttl=-412')).to.deep.equal([
      { value: 'ExampleCache', parameters: { fwd: 'stale', 'fwd-status': 304, collapsed: true, detail: 'a "b"', ttl: -412 } },
    ]);
  });

  for (const broken of ['', 'a;', 'a; B', 'a ;b', 'a,', 'a b', 'a; b=', '"a', 'a; b="é"']) {
    it(`refuses ${JSON.stringify(broken)}`, () => {
      expect(() => structuredList(broken)).to.throw(SyntaxError);
    });
  }
});
