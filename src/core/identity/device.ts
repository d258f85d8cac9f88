const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bokhttp\/|\bDart\/|\bCFNetwork\//, 'Mobile app'],
  [/^(node|undici|axios|curl|PostmanRuntime|python)/i, 'API client'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const firstMatch = (list: typeof browsers, text: string): string | undefined => list.find(([pattern]) => pattern.test(text))?.[1];

/** A User-Agent in words a person recognises his device by: `Chrome, Android`. What is not recognised is `Unknown device`. */
export function describeDevice(userAgent: string | null): string {
  const known = [firstMatch(browsers, userAgent ?? ''), firstMatch(systems, userAgent ?? '')].filter(
    (part) => part !== undefined,
  );
  return known.length > 0 ? known.join(', ') : 'Unknown device';
}
