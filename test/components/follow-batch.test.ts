import { expect } from '@open-wc/testing';
import type { BatchProgress } from '../../server/contract/sign-batches.js';
import {
  allRead,
  allSigned,
  batchOf,
  gatewayGone,
  items,
  opened,
  paused,
  running,
  standing,
  stopped,
  unread,
} from '../fixtures/drawn-batches.js';
import { type FakeBatch, shownBatch } from './support/fake-batch-client.js';
import { refused } from './support/fake-client.js';
import { settled } from './support/settled.js';
import { focused, inside, passphrase, press, text, until, wait } from './support/shown-frame.js';

const offline = () => refused('offline', 'Tidak ada sambungan.', 0);
const again = <T>(times: number, answer: T): readonly T[] => new Array<T>(times).fill(answer);
const never = (): Promise<BatchProgress> => new Promise(() => undefined);

type Frame = Awaited<ReturnType<typeof shownBatch>>['frame'];

async function push(frame: Frame, words: string): Promise<void> {
  const buttons = [...(frame.shadowRoot?.querySelectorAll('button') ?? [])];
  buttons.find((one) => one.innerText.trim() === words)?.click();
  await settled(frame);
}

/** All were opened, and the button is pressed. */
async function pressed(setting: FakeBatch) {
  const there = await shownBatch({ shows: [allRead], ...setting });
  inside(there.frame, '.main')?.click();
  await settled(there.frame);
  await press(there.frame);
  return there;
}

describe('a batch that the server signs', () => {
  afterEach(() => document.querySelectorAll('.frame-box').forEach((box) => box.remove()));

  it('is followed to its end, and of each letter is told once what became of it', async () => {
    const { frame, told } = await pressed({ sign: running, progress: [running, running, allSigned] });
    await until(frame, '12 naskah sudah ditandatangani');
    const done = told.flatMap((message) => (message.t === 'done' ? [message.letterId] : []));
    expect(done).to.have.length(12);
    expect(new Set(done).size).to.equal(12);
    expect(
      told.flatMap((message) => (message.t === 'batch' ? [`${message.state} ${message.signed}`] : [])),
    ).to.deep.equal(['open 0', 'running 5', 'done 12']);
    expect(focused(frame)?.tagName).to.equal('H1');
  });

  it('after a cut is asked for until the server answers, and nothing is sent twice', async () => {
    const { frame, askedOf } = await pressed({
      sign: offline,
      progress: [offline, offline, offline, running, allSigned],
    });
    await until(frame, 'Jangan tanda tangani ulang.');
    await until(frame, '12 naskah sudah ditandatangani');
    expect(askedOf('sign')).to.have.length(1);
  });

  it('is believed not to have begun only once the request can no longer be under way', async () => {
    const { frame, counts, askedOf } = await pressed({ sign: offline });
    await until(frame, 'Kata server: tidak ada yang ditandatangani sesudahnya.');
    expect(counts.progress).to.be.greaterThan(2);
    expect(askedOf('sign')).to.have.length(1);
  });

  it('takes "running" for no beginning while the passphrase is looked at', async () => {
    const checked = { ...allRead, state: 'running' } as const;
    const { frame } = await pressed({
      sign: async () => {
        await wait(60);
        return refused('passphrase-wrong', 'Passphrase salah.', 403, { left: 2 });
      },
      progress: [checked, checked, allRead],
    });
    await until(frame, 'Passphrase salah. Sisa 2 dari 5 percobaan. Belum ada naskah yang ditandatangani.');
    expect(passphrase(frame)?.value).to.equal('');
    expect(focused(frame)?.id).to.equal('passphrase');
    expect(inside<HTMLInputElement>(frame, '#affirmed')?.checked).to.equal(true);
  });

  it('shows what the server tells while the answer itself does not come', async () => {
    const { frame } = await pressed({ sign: never, progress: [running, allSigned] });
    await until(frame, '12 naskah sudah ditandatangani');
  });

  it('goes back to the list where the server knows of a letter that was not opened', async () => {
    const { frame } = await pressed({
      shows: [allRead, allRead, batchOf(opened(items(12), 11))],
      sign: () => refused('batch-unopened', '1 naskah belum dibuka.', 422),
      progress: [allRead],
    });
    await until(frame, '1 naskah belum dibuka.');
    expect(text(frame)).to.contain('11 dari 12 sudah dibuka');
  });

  it('asks for a new affirmation where the documents are others than those affirmed', async () => {
    const other = batchOf(
      allRead.items.map((item, at) => (at === 0 ? { ...item, sha256: 'ff'.repeat(32) } : item)),
    );
    const { frame } = await pressed({
      shows: [allRead, allRead, other],
      sign: () => refused('batch-changed-meanwhile', 'Daftar naskah berubah.', 409),
      progress: [allRead],
    });
    await until(frame, 'Daftar naskah berubah.');
    inside(frame, '.main')?.click();
    await settled(frame);
    expect(inside<HTMLInputElement>(frame, '#affirmed')?.checked).to.equal(false);
  });

  it('is told to stop after the letter under way, and says so where that was not heard', async () => {
    const { frame, askedOf } = await shownBatch({ shows: [running], cancel: offline });
    await push(frame, 'Berhenti setelah naskah ini');
    expect(text(frame)).to.contain('Permintaan berhenti belum sampai ke server.');
    const cancelled = { ...running, state: 'cancelled' } as const;
    const heard = await shownBatch({
      shows: [running],
      progress: [...again(30, running), cancelled],
      cancel: running,
    });
    await push(heard.frame, 'Berhenti setelah naskah ini');
    expect(text(heard.frame)).to.contain('Berhenti setelah naskah yang sedang dikerjakan.');
    await until(heard.frame, 'Anda menghentikannya.');
    expect([askedOf('cancel').length, heard.askedOf('cancel').length]).to.deep.equal([1, 1]);
  });

  it('offers no stop while the passphrase is looked at, nor before the first letter', async () => {
    const checked = { ...allRead, state: 'running' } as const;
    const { frame } = await pressed({ sign: never, progress: [...again(20, checked), running] });
    await wait(60);
    expect(text(frame)).to.contain('Passphrase diperiksa');
    expect(text(frame)).not.to.contain('Berhenti setelah naskah ini');
    await until(frame, 'Berhenti setelah naskah ini');
  });

  it('goes on where it stopped, without a passphrase', async () => {
    const { frame, asked } = await shownBatch({ shows: [stopped], resume: running, progress: [allSigned] });
    expect(text(frame)).to.contain('Naskah 123 belum ditandatangani');
    expect(text(frame)).to.contain('Layanan tanda tangan BSrE tidak dapat dihubungi.');
    expect(passphrase(frame)).to.equal(null);
    await push(frame, 'Coba lagi dari naskah ini');
    await until(frame, '12 naskah sudah ditandatangani');
    expect(asked).to.deep.equal([['resume']]);
  });

  it('passes the failed one over, or ends', async () => {
    const { frame, asked } = await shownBatch({ shows: [stopped], resume: running, progress: [allSigned] });
    await push(frame, 'Lewati naskah ini, lanjutkan');
    await until(frame, 'sudah ditandatangani');
    expect(asked).to.deep.equal([['leave', stopped.stop?.letterId, true], ['resume']]);
    const ended = await shownBatch({ shows: [stopped, { ...stopped, state: 'cancelled' }] });
    await push(ended.frame, 'Akhiri');
    await until(ended.frame, '5 dari 12 naskah sudah ditandatangani');
    expect(text(ended.frame)).to.contain('1 tidak ditandatangani');
    expect(text(ended.frame)).to.contain('6 tidak dikirim');
  });

  it('after a stop asks for the passphrase where the server has it no more', async () => {
    const needed = () => refused('batch-passphrase-needed', 'Passphrase tidak disimpan lagi.', 409);
    const { frame } = await shownBatch({ shows: [stopped], resume: needed });
    await push(frame, 'Coba lagi dari naskah ini');
    await until(frame, 'Dijeda: passphrase diperlukan');
    expect(text(frame)).to.contain('Layanan tanda tangan BSrE tidak dapat dihubungi.');
    expect(passphrase(frame)).not.to.equal(null);
  });

  it('says what happened where its process died, and signs what is left once it is typed again', async () => {
    const { frame, askedOf } = await shownBatch({ shows: [paused], sign: running, progress: [allSigned] });
    expect(text(frame)).to.contain('5 naskah sudah ditandatangani, 7 menunggu.');
    expect(text(frame)).to.contain('Server berhenti di tengah jalan.');
    expect(text(frame)).to.contain('Lanjutkan 7 naskah');
    await press(frame);
    await until(frame, '12 naskah sudah ditandatangani');
    expect(askedOf('sign')[0]?.[2]).to.deep.equal(paused.items.slice(5).map(({ sha256 }) => sha256));
  });

  it('pauses under the eyes of its official', async () => {
    const { frame } = await shownBatch({ shows: [running, paused], progress: [running, running, paused] });
    await until(frame, 'Dijeda: passphrase diperlukan');
  });

  it('is followed again when it is opened again, and in another window', async () => {
    const { frame, asked } = await shownBatch({
      shows: [running],
      progress: [...again(5, running), allSigned],
    });
    expect(text(frame)).to.contain('Menandatangani 12 naskah…');
    await until(frame, '12 naskah sudah ditandatangani');
    expect(asked).to.deep.equal([]);
    const there = await shownBatch({
      shows: [unread, allSigned],
      progress: [...again(3, unread), running, allSigned],
    });
    const link = inside<HTMLAnchorElement>(there.frame, 'a[target=_blank]');
    expect(link?.rel).to.equal('noopener');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await until(there.frame, 'Dilanjutkan di jendela lain');
    await until(there.frame, '12 naskah sudah ditandatangani');
  });

  it('says that the server has not heard yet what was opened, and does not ask for the passphrase', async () => {
    const letters = [items(1)[0]!];
    const { frame } = await shownBatch({ shows: [batchOf(letters)], seen: offline });
    inside(frame, '.main')?.click();
    await settled(frame);
    await wait(700);
    await push(frame, 'Lanjut: 1 naskah');
    await until(frame, 'Belum tercatat di server naskah mana yang sudah Anda buka.');
    expect(passphrase(frame)).to.equal(null);
  });

  it('tells a failure that is news to a letter, once it is stopped again', async () => {
    const later = batchOf(
      standing(stopped.items, [...again(6, 'signed' as const), ['failed', gatewayGone]]),
      {
        state: 'stopped',
        stop: { letterId: stopped.items[6]!.letterId, ...gatewayGone },
      },
    );
    const { frame } = await shownBatch({ shows: [stopped, later], resume: running, progress: [later] });
    await push(frame, 'Coba lagi dari naskah ini');
    await until(frame, 'Naskah 124 belum ditandatangani');
  });
});
