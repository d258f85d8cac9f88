import { expect } from 'chai';
import { excerptOf, type ReaderLanguage, type ToldType, wordingOf } from '../../../src/core/notifications/index.js';

const actor = { fullName: 'ნინო ბერიძე' };

function saying(type: ToldType, language: ReaderLanguage, { text = 'ძალიან ლამაზია!', inComment = false } = {}): string[] {
  const { title, body } = wordingOf({ type, actor, text, commentId: inComment ? 'c' : null }, language);
  return [title, body];
}

describe('the wording of a notification', () => {
  it('is Georgian with the name in the nominative', () => {
    expect(saying('NEW_FOLLOWER', 'ka')).to.deep.equal(['ახალი გამომწერი', 'ნინო ბერიძე ახლა თქვენი გამომწერია']);
    expect(saying('POST_LIKE', 'ka')).to.deep.equal(['ახალი მოწონება', 'ნინო ბერიძე იწონებს თქვენს პოსტს']);
    expect(saying('POST_COMMENT', 'ka')).to.deep.equal([
      'ახალი კომენტარი',
      'ნინო ბერიძე წერს კომენტარს თქვენს პოსტზე: „ძალიან ლამაზია!“',
    ]);
    expect(saying('COMMENT_REPLY', 'ka')).to.deep.equal([
      'პასუხი კომენტარზე',
      'ნინო ბერიძე პასუხობს თქვენს კომენტარს: „ძალიან ლამაზია!“',
    ]);
    expect(saying('MENTION', 'ka')).to.deep.equal(['თქვენ მოგიხსენიეს', 'ნინო ბერიძე მოგიხსენიებთ პოსტში: „ძალიან ლამაზია!“']);
    expect(saying('MENTION', 'ka', { inComment: true })[1]).to.equal('ნინო ბერიძე მოგიხსენიებთ კომენტარში: „ძალიან ლამაზია!“');
  });

  it('is English for those who read English', () => {
    expect(saying('NEW_FOLLOWER', 'en')).to.deep.equal(['New follower', 'ნინო ბერიძე now follows you']);
    expect(saying('POST_LIKE', 'en')).to.deep.equal(['New like', 'ნინო ბერიძე likes your post']);
    expect(saying('POST_COMMENT', 'en', { text: 'wow' })).to.deep.equal([
      'New comment',
      'ნინო ბერიძე commented on your post: “wow”',
    ]);
    expect(saying('COMMENT_REPLY', 'en', { text: 'wow' })).to.deep.equal([
      'Reply to your comment',
      'ნინო ბერიძე replied to your comment: “wow”',
    ]);
    expect(saying('MENTION', 'en', { text: 'wow' })).to.deep.equal([
      'You were mentioned',
      'ნინო ბერიძე mentioned you in a post: “wow”',
    ]);
    expect(saying('MENTION', 'en', { text: 'wow', inComment: true })[1]).to.equal(
      'ნინო ბერიძე mentioned you in a comment: “wow”',
    );
  });

  it('quotes nothing where there is nothing', () => {
    expect(saying('POST_COMMENT', 'ka', { text: ' \n ' })[1]).to.equal('ნინო ბერიძე წერს კომენტარს თქვენს პოსტზე');
    expect(wordingOf({ type: 'MENTION', actor, text: null, commentId: null }, 'en').body).to.equal(
      'ნინო ბერიძე mentioned you in a post',
    );
  });
});

describe('an excerpt', () => {
  it('is the text in one line', () => {
    expect(excerptOf('  one\n\ntwo \u2028 three ')).to.equal('one two three');
    expect(excerptOf('')).to.equal('');
  });

  it('has at most 80 graphemes, whole ones, and an ellipsis where something is left out', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(excerptOf(family.repeat(80))).to.equal(family.repeat(80));
    expect(excerptOf(family.repeat(81))).to.equal(`${family.repeat(80)}…`);
    expect(excerptOf(`${'ა'.repeat(79)} ბ`)).to.equal(`${'ა'.repeat(79)}…`);
    expect(excerptOf('e\u0301'.repeat(500))).to.equal(`${'e\u0301'.repeat(80)}…`);
  });
});
