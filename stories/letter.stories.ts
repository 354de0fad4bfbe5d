import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { LetterElement } from '../components/index.js';
import type { LetterView } from '../server/contract/letters.js';
import {
  file,
  letter,
  numbered,
  outgoing,
  ownTrail,
  recorded,
  refusedLetter,
  replacedLetter,
  signed,
} from '../test/fixtures/letter-samples.js';
import { atDesk } from '../test/components/support/at-desk.js';
import { fakeClient, never, refused, type Replaced } from '../test/components/support/fake-client.js';
import { servePdfjs } from '../test/components/support/pdfjs-place.js';

LetterElement.define();
servePdfjs(new URL('pdfjs/', document.baseURI).href);

const meta: Meta = { title: 'Elements/noken-letter', component: 'noken-letter' };
export { meta as default };

const asked = (replaced: Replaced): StoryObj => ({
  render: () =>
    Object.assign(atDesk(document.createElement('noken-letter'), { client: fakeClient(replaced) }), {
      letterId: letter.id,
    }),
});
const shown = (view: LetterView, replaced: Replaced = {}): StoryObj =>
  asked({ letter: () => Promise.resolve(view), ...replaced });

export const Routed = shown(letter);
export const Recorded = shown(recorded);
export const ForTheReceiver = shown(
  { ...letter, status: 'disposed', acts: ['follow-up', 'dispose', 'return', 'reply'] },
  { trail: () => Promise.resolve(ownTrail) },
);
export const ReadyToClose = shown({ ...letter, status: 'followed-up', acts: ['close', 'dispose', 'reply'] });
export const Done = shown({ ...letter, status: 'done', acts: ['reply'] });
export const Returned = shown({ ...letter, status: 'returned', acts: ['dispose', 'close'] });
export const VeryUrgentAndSecret = shown({ ...letter, derajat: 'sangat-segera', sifat: 'rahasia' });
export const ToNumber = shown(outgoing);
export const ToSign = shown(numbered);
export const Signed = shown(signed);
export const Uncertain = shown({ ...numbered, status: 'uncertain', acts: [] });
export const Refused = shown(refusedLetter);
export const RefusedAtAnotherDesk = shown({ ...refusedLetter, acts: [] });
export const ToWithdraw = shown({ ...signed, acts: ['withdraw'] });
export const Withdrawn = shown({
  ...replacedLetter,
  status: 'withdrawn',
  ended: { at: '2026-11-24T00:40:00.000Z', by: 'Nama Pejabat (contoh)', reason: 'Salah alamat.' },
});
export const ReplacedByAnother = shown(replacedLetter);
export const LargeFile = shown({ ...letter, file: { ...file, size: 5_452_595, pages: 4 } });
export const Loading = asked({ letter: () => never() });
export const NotFound = asked({
  letter: () => refused('letter-not-found', 'Surat ini tidak ada, atau bukan untuk meja Anda.', 404),
});
export const Restricted = asked({
  letter: () =>
    refused('restricted-in-portal', 'Surat terbatas, buka di Noken. Isinya tidak tampil di portal ini.', 403),
});
export const Failed = asked({ letter: () => refused('server-busy') });
export const Offline = asked({ letter: () => refused('offline', 'Tidak ada sambungan.', 0) });
export const SessionEnded = asked({ letter: () => refused('session-expired', 'Sesi berakhir', 0) });
