import { expect } from 'chai';
import { categoryTree, type ListingCategory } from '../../../src/core/listings/index.js';

const category = (id: string, parentId: string | null): ListingCategory => ({
  id,
  slug: id,
  nameKa: id,
  nameEn: id,
  icon: null,
  parentId,
});

describe('categoryTree', () => {
  it('puts children under their parents and keeps the order given', () => {
    const tree = categoryTree([
      category('b', null),
      category('a', null),
      category('b2', 'b'),
      category('b1', 'b'),
      category('b1x', 'b1'),
    ]);
    expect(tree.map(({ id }) => id)).to.deep.equal(['b', 'a']);
    expect(tree[0]?.children.map(({ id }) => id)).to.deep.equal(['b2', 'b1']);
    expect(tree[0]?.children[1]?.children.map(({ id }) => id)).to.deep.equal(['b1x']);
    expect(tree[1]?.children).to.deep.equal([]);
  });
});
