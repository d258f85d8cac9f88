import { expect } from 'chai';
import { isPublicAddress } from '../../../src/adapters/node-http/public-address.js';

/** First and last of a network that is not public, and its public neighbours. */
const edges: readonly (readonly [before: string | undefined, first: string, last: string, after: string | undefined])[] = [
  [undefined, '0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
  ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
  ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ['168.63.129.15', '168.63.129.16', '168.63.129.16', '168.63.129.17'],
  ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
  ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
  ['191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
  ['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
  ['192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
  ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
  ['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
  ['198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
  ['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
  ['223.255.255.255', '224.0.0.0', '255.255.255.255', undefined],
  [undefined, '::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2000::'],
  ['2000:ffff::', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
  ['2001:db7:ffff::', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
  ['2001:ffff::', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
  ['3ffe::', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
  ['3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined],
];

describe('public addresses', () => {
  for (const [before, first, last, after] of edges) {
    it(`are none from ${first} to ${last}, and begin again beside`, () => {
      expect([first, last].filter(isPublicAddress)).to.deep.equal([]);
      expect([before, after].filter((address) => address !== undefined && !isPublicAddress(address))).to.deep.equal([]);
    });
  }

  it('carry no IPv4 address in them, public or not, and no zone; what is no address is none', () => {
    const forms = ['::ffff:8.8.8.8', '::ffff:808:808', '::8.8.8.8', '64:ff9b::8.8.8.8', '2002:808:808::1', '2606:4700::1%eth0'];
    expect([...forms, '', 'localhost', '8.8.8', '8.8.8.8.', '0x8080808', '134744072'].filter(isPublicAddress)).to.deep.equal([]);
    expect(['8.8.8.8', '2606:4700:4700::1111', '2A00:1450:4001::200e'].map(isPublicAddress)).to.deep.equal([true, true, true]);
  });
});
