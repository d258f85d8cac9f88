/**
 * The network an address is counted under: an IPv4 address itself (also written as `::ffff:1.2.3.4`), of an IPv6 address its first bits. A
 * subscriber has at least 64 bits to choose from (RFC 4291 section 2.5.1), most often 72 (RFC 6177). Canonical: one text for each network.
 */
export function addressBlock(ip: string, bits: 56 | 64 = 56): string {
  if (!ip.includes(':')) return ip;
  const address = ip.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  const [a = '0', b = '0', c = '0', d = '0'] = groups.map((group) => group.padStart(4, '0'));
  return `${a}:${b}:${c}:${bits === 64 ? d : `${d.slice(0, 2)}00`}::/${bits}`;
}
