import { expect } from 'chai';
import { describeDevice } from '../../../src/core/identity/index.js';
import { addressBlock } from '../../../src/core/security/index.js';

describe('addressBlock', () => {
  const blocks: [string, string][] = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2ff:aaaa::1', '2001:0db8:0001:0200::/56'],
    ['2001:0DB8:0001:0200:0:0:0:9', '2001:0db8:0001:0200::/56'],
    ['2001:db8::1', '2001:0db8:0000:0000::/56'],
    ['::1', '0000:0000:0000:0000::/56'],
    ['fe80::1%eth0', 'fe80:0000:0000:0000::/56'],
    ['unknown', 'unknown'],
  ];
  for (const [ip, block] of blocks) it(`counts ${ip} under ${block}`, () => expect(addressBlock(ip)).to.equal(block));

  it('counts a subscriber with a narrower network by its first 64 bits', () => {
    expect(addressBlock('2001:db8:1:2ff:aaaa::1', 64)).to.equal('2001:0db8:0001:02ff::/64');
    expect(addressBlock('2001:db8:1:2fe::1', 64)).not.to.equal(addressBlock('2001:db8:1:2ff::1', 64));
    expect(addressBlock('::ffff:203.0.113.7', 64)).to.equal('203.0.113.7');
  });

  it('keeps neighbours of another subscriber apart', () => {
    expect(addressBlock('2001:db8:1:200::1')).not.to.equal(addressBlock('2001:db8:1:300::1'));
  });
});

describe('describeDevice', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0';
  const devices: [string | null, string][] = [
    [`Mozilla/5.0 (Linux; Android 14; SM-S918B) ${chrome} Mobile Safari/537.36`, 'Chrome, Android'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/131.0.0.0`, 'Edge, Windows'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox, Mac'],
    ['node', 'API client'],
    ['<script>alert(1)</script>', 'Unknown device'],
    ['', 'Unknown device'],
    [null, 'Unknown device'],
  ];
  for (const [agent, words] of devices)
    it(`calls ${String(agent).slice(0, 50)} "${words}"`, () => expect(describeDevice(agent)).to.equal(words));
});
