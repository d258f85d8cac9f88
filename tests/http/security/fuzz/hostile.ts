/** Texts that have broken servers: Big List of Naughty Strings, OWASP WSTG, and what parsers of numbers, dates and Unicode get wrong. */
export const hostileTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    '\u0000admin',
    'null',
    'undefined',
    'NaN',
    'true',
    '-1',
    '0',
    '1e999',
    '0x10',
    '9007199254740993',
    '١٢٣',
  ],
  ...[
    '99999999999999999999',
    '-0',
    '1.5',
    '00000000-0000-0000-0000-000000000000',
    '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b1',
    '[object Object]',
  ],
  ...[
    "' or 1=1--",
    '"; drop table users; --',
    "') union select null--",
    '1; select pg_sleep(10)',
    '%',
    '_',
    '\\',
    "\\'",
    '$1',
    '$$',
  ],
  ...[
    '../../etc/passwd',
    '..\\..\\x',
    '/',
    '//',
    '.',
    '..',
    '{{7*7}}',
    '#{7*7}',
    '<script>alert(1)</script>',
    '%00',
    '%ff',
    '%2e%2e%2f',
  ],
  ...[
    '\u202egpj.exe',
    'e\u0301'.repeat(50),
    '👩‍👩‍👧‍👦',
    'ﷺ'.repeat(20),
    '\ud800',
    '\udc00\ud800',
    '\ufffe',
    '\u200b',
    'ß',
    'İ',
    'ᲛᲝᲢᲝ',
    'მოტო',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'a'.repeat(300),
    'ა'.repeat(5_000),
    'x'.repeat(50_000),
  ],
  ...[
    '2026-02-30',
    '0000-00-00T00:00:00Z',
    '-271821-04-20T00:00:00.000Z',
    '275760-09-13T00:00:00.001Z',
    '2026-01-01T00:00:00+99:99',
  ],
  ...[
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
    '(a+)+$',
    '\r\nset-cookie: a=b',
    'PUBLIC',
    'public',
    '*',
    ':id',
    '?',
    '#',
    '&',
    '=',
  ],
];

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let i = 0; i < levels; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

/** JSON values of the wrong kind, size or depth. */
export const hostileValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], [null], [{}], { a: 1 }, { length: 1e9 }],
  ...[
    deep(20),
    deep(300),
    Array.from({ length: 5_000 }, (_, i) => i),
    Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i])),
  ],
  ...[{ toString: 'x' }, { then: 'x' }, { $ne: null }, { toJSON: 'x' }, ['PUBLIC', 'PRIVATE']],
];

/** Bodies that are no JSON, or not what their `Content-Type` says. */
export const hostileBodies: readonly (string | Buffer)[] = [
  ...[
    '',
    '{',
    '{"content":',
    '{"content":"x"',
    'null',
    '"x"',
    '[]',
    '1',
    'NaN',
    "{'content':'x'}",
    '{"content":"x",}',
    '\ufeff{"content":"x"}',
  ],
  ...[
    '{"content":"x","content":"y"}',
    '{"__proto__":{"role":"ADMIN"}}',
    '{"content":"\\ud800"}',
    '{"content":"\\u0000"}',
    '{"a":1e99999}',
  ],
  ...['['.repeat(20_000), '{"a":'.repeat(5_000), `{"content":"${'x'.repeat(200_000)}"}`, 'a=1&b=2', '<a/>', '--x\r\n\r\n--x--'],
  ...[
    Buffer.from([0xff, 0xfe, 0x00]),
    Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
    Buffer.alloc(3_000),
  ],
];

export const hostileTypes: readonly string[] = [
  ...[
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'application/json;',
    'application/JSON',
    'json',
    '/',
    '',
  ],
  ...[
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ],
];

/** Headers that this server reads, with values that it does not expect. Names in lower case. */
export const hostileHeaders: readonly (readonly [name: string, value: string])[] = [
  ...(
    ['Bearer', 'Bearer ', 'Basic eDp4', 'bearer x', 'Bearer a b', `Bearer ${'x'.repeat(7_000)}`, 'Bearer bka_', 'x'] as const
  ).map((value) => ['authorization', value] as const),
  ...(
    ['Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'Bearer ..', 'Bearer bka_0000000000000000000000000000000000000'] as const
  ).map((value) => ['authorization', value] as const),
  ...(['*', 'ka;q=2', 'en-'.repeat(500), ';;;', 'xx-YY,zz', 'ka;q=', ','.repeat(2_000)] as const).map(
    (value) => ['accept-language', value] as const,
  ),
  ...(['*', '"', 'W/', 'W/"x", "y"', '"x'.repeat(500), ''] as const).map((value) => ['if-none-match', value] as const),
  ...(['*/*;q=x', 'application/problem+json', 'text/html', '', 'x'.repeat(3_000)] as const).map(
    (value) => ['accept', value] as const,
  ),
  ...(['gzip;q=9', 'br, gzip', 'identity;q=0', '*;q=0', 'x'] as const).map((value) => ['accept-encoding', value] as const),
  ...(['gzip', 'br', 'deflate', 'x'] as const).map((value) => ['content-encoding', value] as const),
  ...(['', ' ', 'x'.repeat(256), 'a b', '\u00ff', 'same'] as const).map((value) => ['idempotency-key', value] as const),
  ...(['x', 'x'.repeat(100), '<script>'] as const).map((value) => ['x-request-id', value] as const),
  ...(['null', 'http://web.test', 'http://evil.test', 'x'] as const).map((value) => ['origin', value] as const),
  ...(['1.2.3.4', 'x', '::1, 2', ','] as const).map((value) => ['x-forwarded-for', value] as const),
  ...(['bytes=0-', 'bytes=-1', 'x'] as const).map((value) => ['range', value] as const),
  ['cookie', 'a=b; '.repeat(500)],
  ['expect', '100-continue'],
  ['host', 'evil.test'],
  ['x-http-method-override', 'DELETE'],
];

export const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'SEARCH'];
