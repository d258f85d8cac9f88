import { dictionary } from '@zxcvbn-ts/language-common';
import { expect } from 'chai';
import { ZxcvbnCommonPasswords } from '../../../src/adapters/zxcvbn/zxcvbn-common-passwords.js';
import { commonPasswordsContract } from '../../contracts/common-passwords.contract.js';

describe('ZxcvbnCommonPasswords', () => {
  commonPasswordsContract(() => new ZxcvbnCommonPasswords());

  it('has the whole list of the library, in lower case and in capitals', () => {
    const common = new ZxcvbnCommonPasswords();
    const list = dictionary['passwords-common'];
    expect(list.length).to.be.above(40_000);
    expect(list.filter((password) => !common.has(password) || !common.has(password.toUpperCase())).slice(0, 5)).to.deep.equal([]);
  });
});
