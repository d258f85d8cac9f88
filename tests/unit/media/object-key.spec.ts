import { expect } from 'chai';
import { assertObjectKey, checkedBaseUrl, imageVariants, newObjectKey } from '../../../src/core/media/index.js';

describe('object keys', () => {
  it('are made of kind, picture and variant', () => {
    expect(newObjectKey('avatar', '018f2b3c-0000-7000-8000-000000000001', '200x200')).to.equal(
      'avatar/018f2b3c-0000-7000-8000-000000000001/200x200.webp',
    );
  });

  it('can be made for every use and variant of the product, no two alike', () => {
    const keys = Object.entries(imageVariants).flatMap(([use, variants]) =>
      variants.map(({ name }) => newObjectKey(use, '1', name)),
    );
    keys.forEach(assertObjectKey);
    expect(new Set(keys).size).to.equal(keys.length);
  });

  for (const [kind, id, variant] of [
    ['avatar', '../x', 'a'],
    ['avatar', 'x/y', 'a'],
    ['', 'x', 'a'],
    ['avatar', '', 'a'],
    ['avatar', 'x', ''],
    ['avatar', 'X', 'a'],
    ['avatar', 'x', 'a.'],
  ] as const) {
    it(`are not made of ${JSON.stringify([kind, id, variant])}`, () => {
      expect(() => newObjectKey(kind, id, variant)).to.throw(TypeError);
    });
  }

  it('are allowed up to 512 characters', () => {
    const part = 'a'.repeat(127);
    const longest = `${part}/${part}/${part}/${part}b`;
    expect(longest.length).to.equal(512);
    expect(() => assertObjectKey(longest)).not.to.throw();
    expect(() => assertObjectKey(longest.replace(/^a/, 'aa'))).to.throw(TypeError);
    expect(() => assertObjectKey('a'.repeat(129))).to.throw(TypeError);
  });

  it('do not stand in the error that refuses them', () => {
    expect(() => assertObjectKey('../secret'))
      .to.throw(TypeError)
      .with.property('message')
      .that.does.not.contain('secret');
  });

  it('are refused in the time of their length', () => {
    const start = performance.now();
    for (const key of ['a.'.repeat(200_000), '-'.repeat(500) + '!', `${'a.'.repeat(60)}!`])
      expect(() => assertObjectKey(key)).to.throw(TypeError);
    expect(performance.now() - start).to.be.below(200);
  });
});

describe('the public address of the object storage', () => {
  it('loses its last slashes', () => {
    expect(checkedBaseUrl('https://media.example/files//')).to.equal('https://media.example/files');
    expect(checkedBaseUrl('http://127.0.0.1:3000/media')).to.equal('http://127.0.0.1:3000/media');
  });

  for (const wrong of [
    '',
    '/media',
    'media.example',
    'javascript:alert(1)',
    'https://media.example/?a=1',
    'https://media.example/#a',
  ]) {
    it(`is not ${JSON.stringify(wrong)}`, () => {
      expect(() => checkedBaseUrl(wrong)).to.throw(TypeError);
    });
  }
});
