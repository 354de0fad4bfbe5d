import { expect } from '@open-wc/testing';
import type { Duplicate, Recorded } from '../../server/contract/letters.js';
import { desk, idOf, letter } from '../fixtures/letter-samples.js';
import { office } from './support/at-desk.js';
import { settled } from './support/settled.js';
import {
  choose,
  incoming,
  leaveForms,
  pdf,
  put,
  record,
  shownForm,
  textOf,
} from './support/shown-letter-form.js';

const recorded: Recorded = {
  letterId: idOf(150),
  version: 1,
  agenda: { number: 413, year: 2026, unit: 'Dinas Kominfo' },
};
const twin: Duplicate = {
  letterId: letter.id,
  agenda: 411,
  subject: letter.subject,
  sender: letter.sender,
  match: 'number-and-sender',
};

/** An answer that comes when the test says so. */
function later<T>() {
  let give: (value: T) => void = () => undefined;
  const answer = new Promise<T>((resolve) => (give = resolve));
  return { answer, give };
}

/** What an answer meets that comes after the reader went on. */
describe('<noken-letter-form> with answers that come late', () => {
  afterEach(leaveForms);

  it('gives the file to the desk at which the letter was recorded, whatever desk it is by then', async () => {
    const { answer, give } = later<Recorded>();
    const { element, client } = await shownForm({ record: () => answer });
    await record(element, pdf());
    element.office = { ...office, desk: { ...desk, positionId: idOf(12) } };
    await settled(element);
    give(recorded);
    await settled(element);
    expect(textOf(element, '#taken-title')).to.contain('413');
    expect(textOf(element)).to.contain('Diteruskan kepada');
    expect(client.callsOf('upload').map(([position, letterId]) => [position, letterId])).to.deep.equal([
      [desk.positionId, recorded.letterId],
    ]);
  });

  it('shows a recorded letter also where no desk is left', async () => {
    const { answer, give } = later<Recorded>();
    const { element } = await shownForm({ record: () => answer });
    const failed: Event[] = [];
    element.addEventListener('noken-record-failed', (event) => failed.push(event));
    await record(element);
    element.office = { ...office, desk: undefined };
    await settled(element);
    give(recorded);
    await settled(element);
    expect(textOf(element, '#taken-title')).to.contain('413');
    expect(failed).to.have.length(0);
  });

  it('says nothing of a twin of the letter before', async () => {
    const { answer, give } = later<readonly Duplicate[]>();
    const { element } = await shownForm({ duplicates: () => answer });
    await put(element, { number: incoming.number, sender: incoming.sender });
    element.reset();
    await settled(element);
    give([twin]);
    await settled(element);
    expect(textOf(element)).not.to.contain('Mungkin sudah tercatat');
  });

  it('takes the file that was chosen last, however slowly the one before could be read', async () => {
    const { answer, give } = later<string>();
    const slow = pdf('pertama.pdf');
    // Of a slow card or share: its beginning cannot be read yet.
    slow.slice = () => Object.assign(new Blob(), { text: () => answer });
    const { element } = await shownForm();
    await choose(element, slow);
    await choose(element, pdf('kedua.pdf'));
    give('%PDF-1.7');
    await settled(element);
    expect(textOf(element, 'section.file')).to.contain('kedua.pdf');
  });
});
