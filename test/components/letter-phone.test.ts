import { expect } from '@open-wc/testing';
import { LetterElement } from '../../components/letter/letter.js';
import type { LetterView } from '../../server/contract/letters.js';
import { letter } from '../fixtures/letter-samples.js';
import { atDesk } from './support/at-desk.js';
import { fakeClient } from './support/fake-client.js';
import { settled } from './support/settled.js';

LetterElement.define();

describe('<noken-letter> at 360 pixels', () => {
  afterEach(() => document.querySelectorAll('noken-letter').forEach((element) => element.remove()));

  it('has its first acts in one row on a phone, and no word of theirs is broken', async () => {
    const acts: LetterView['acts'] = ['dispose', 'no-disposition', 'reply'];
    const client = fakeClient({ letter: () => Promise.resolve({ ...letter, acts }) });
    const element = atDesk(document.createElement('noken-letter'), { client });
    element.letterId = letter.id;
    element.style.width = '360px';
    document.body.append(element);
    await settled(element);
    const buttons = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.acts .row > *') ?? [])].filter(
      (each) => each.offsetWidth > 0,
    );
    expect(buttons.map((each) => each.textContent.trim())).to.deep.equal([
      'Disposisi',
      'Tidak perlu disposisi',
      '',
    ]);
    expect(new Set(buttons.map((each) => each.getBoundingClientRect().bottom))).to.have.length(1);
    const last = buttons.at(-1)?.getBoundingClientRect();
    expect(last?.right).to.be.at.most(element.getBoundingClientRect().right - 8);
    for (const each of buttons.slice(0, 2)) {
      const range = document.createRange();
      range.selectNodeContents(each);
      const words = each.textContent.trim().split(' ').length;
      const lines = new Set(
        [...range.getClientRects()].map(({ top, height }) => Math.round(top + height / 2)),
      );
      expect(lines.size).to.be.at.most(words);
    }
  });
});
