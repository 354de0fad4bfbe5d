import { expect } from '@open-wc/testing';
import { highOffice, withPhone } from '../fixtures/sign-preflights.js';
import { itIsAccessible } from './support/accessible.js';
import { cover, signFrame } from './support/fake-sign-client.js';
import { settled } from './support/settled.js';
import { inside, passphrase, press, shown, text, tick, type, until, wait } from './support/shown-frame.js';

describe('the sign frame below something', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  itIsAccessible({
    covered: {
      make: (setting) => signFrame({ ...setting, shows: [withPhone] }),
      then: async (frame) => {
        cover(frame, true);
        await wait(560);
      },
    },
    'high office': { make: (setting) => signFrame({ ...setting, shows: [highOffice] }) },
  });

  it('closes the fields, forgets what was typed, has it recorded once, and opens them again', async () => {
    const { frame, given, noticed } = await shown({ shows: [withPhone] });
    type(frame, 'setengah jadi');
    cover(frame, true);
    await until(frame, 'Ada yang menutupi layar ini');
    expect([passphrase(frame)?.disabled, passphrase(frame)?.value]).to.deep.equal([true, '']);
    expect(inside<HTMLInputElement>(frame, '#code')?.disabled).to.equal(true);
    expect(inside(frame, '.note a[target=_blank]')).not.to.equal(null);
    await press(frame);
    expect(given).to.deep.equal([]);
    cover(frame, true);
    await wait(560);
    expect(noticed).to.deep.equal(['covered']);
    cover(frame, false);
    await settled(frame);
    expect(passphrase(frame)?.disabled).to.equal(false);
    expect(text(frame)).not.to.contain('Ada yang menutupi');
  });

  it('says so on a phone too, where the fields are a step away', async () => {
    const { frame, given } = await shown({ shows: [withPhone] }, '360px');
    cover(frame, true);
    await wait(560);
    expect(text(frame)).not.to.contain('Ada yang menutupi');
    tick(frame);
    await frame.updateComplete;
    frame.sign();
    await until(frame, 'Ada yang menutupi layar ini');
    await press(frame);
    expect(given).to.deep.equal([]);
  });

  it('takes no fright at a moment, and claims nothing where the browser knows nothing', async () => {
    const { frame, noticed } = await shown();
    cover(frame, true);
    await wait(50);
    cover(frame, false);
    const { cover: watch } = frame as unknown as { cover: { see(entry: object): void; covered: boolean } };
    watch.see({ isIntersecting: true });
    await wait(560);
    expect([watch.covered, noticed]).to.deep.equal([false, []]);
  });

  it('advises the highest officials to sign in a window of its own, where it is none', async () => {
    const { frame } = await shown({ shows: [highOffice] });
    expect(text(frame)).to.contain('sebaiknya tanda tangani di jendela sendiri');
    frame.windowUrl = '';
    await settled(frame);
    expect(text(frame)).not.to.contain('jendela sendiri');
  });
});
