import { expect } from '@open-wc/testing';
import { desk, idOf, letter, letterChoices, positions } from '../fixtures/letter-samples.js';
import { itIsAccessible } from './support/accessible.js';
import { refused } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  all,
  choose,
  focusedId,
  keyOf,
  leaveForms,
  makeOutgoing,
  outgoing,
  pdf,
  press,
  put,
  shownForm,
  textOf,
} from './support/shown-letter-form.js';

const [head, regent] = letterChoices.signers.map(({ id }) => id);
const order = (element: HTMLElement) =>
  [...(element.shadowRoot?.querySelectorAll('.order .name') ?? [])].map((each) => each.textContent.trim());
const shown = (replaced = {}, replyTo = '') =>
  shownForm(replaced, (setting) => {
    const element = makeOutgoing(setting);
    element.replyTo = replyTo;
    return element;
  });

describe('<noken-letter-form direction="outgoing">', () => {
  afterEach(leaveForms);

  itIsAccessible({
    'a reply with two signers, pressed too early': {
      make: (setting) => {
        const element = makeOutgoing(setting);
        element.replyTo = letter.id;
        return element;
      },
      then: async (element) => {
        await press(element, '.pick', 'Bupati');
        await press(element, '.pick', positions[4]?.title);
        await press(element, '[type=submit]');
      },
    },
    'nothing chosen': { make: makeOutgoing, then: (element) => press(element, '[type=submit]') },
    created: {
      make: makeOutgoing,
      then: async (element) => {
        await put(element, outgoing);
        await press(element, '.pick', 'Bupati');
        await choose(element, pdf());
        await press(element, '[type=submit]');
      },
    },
  });

  it('creates the letter with its signers in order, sends its file and says what comes next', async () => {
    const { element, client } = await shown();
    const told: string[] = [];
    for (const type of ['noken-create-request', 'noken-created', 'noken-uploaded'])
      element.addEventListener(type, () => told.push(type));
    await choose(element, pdf());
    await put(element, outgoing);
    await press(element, '.pick', 'Bupati');
    await press(element, '.pick', positions[4]?.title);
    await press(element, '[type=submit]');
    expect(client.callsOf('createOutgoing')[0]?.slice(0, 2)).to.deep.equal([
      desk.positionId,
      { ...outgoing, derajat: 'biasa', sifat: 'biasa', signers: [regent, head] },
    ]);
    expect(textOf(element, '#taken-title')).to.contain('Naskah sudah dibuat');
    expect(textOf(element)).to.contain('Beri nomor');
    expect(textOf(element)).not.to.contain('Agenda');
    expect(client.callsOf('upload')[0]?.[1]).to.equal(idOf(151));
    expect(told).to.deep.equal(['noken-create-request', 'noken-created', 'noken-uploaded']);
    expect(client.callsOf('record')).to.have.length(0);
  });

  it('says what is missing, and moves focus there', async () => {
    const { element, client } = await shown();
    await press(element, '[type=submit]');
    expect(focusedId(element)).to.equal('subject');
    await put(element, outgoing);
    await press(element, '[type=submit]');
    expect(focusedId(element)).to.equal('signers');
    expect(textOf(element, '#signers-problem')).to.contain('paling sedikit satu');
    expect(client.callsOf('createOutgoing')).to.have.length(0);
  });

  it('changes the order and takes a signer out, with focus where the signer went', async () => {
    const { element } = await shown();
    const titles = letterChoices.signers.map(({ title }) => title);
    await press(element, '.pick', titles[0]);
    await press(element, '.pick', titles[1]);
    expect(order(element)).to.deep.equal(titles);
    await press(element, '.order .down');
    await settled(element);
    expect(order(element)).to.deep.equal([titles[1], titles[0]]);
    expect(textOf(element, '[role=status]')).to.contain('penanda tangan ke-2 dari 2');
    const focused = element.shadowRoot?.activeElement;
    expect(focused?.getAttribute('aria-label')).to.equal(`Naikkan ${letterChoices.signers[0]?.shortTitle}`);
    await press(element, '.order .out');
    expect(order(element)).to.deep.equal([titles[0]]);
  });

  it('takes six signers and no more', async () => {
    const many = [...new Array(8).keys()].map((n) => ({
      id: idOf(60 + n),
      title: `Kepala Bagian ${n}`,
      shortTitle: `Kabag ${n}`,
      unit: 'Setda',
    }));
    const { element } = await shown({
      letterChoices: () => Promise.resolve({ ...letterChoices, signers: many }),
    });
    for (const { title } of many.slice(0, 6)) await press(element, '.pick', title);
    expect(order(element)).to.have.length(6);
    expect(textOf(element, '.signers')).to.contain('Paling banyak 6');
    await press(element, '.pick', many[7]?.title);
    expect(order(element)).to.have.length(6);
  });

  it('answers a letter: its sender and classification are there already', async () => {
    const { element, client } = await shown({}, letter.id);
    expect(textOf(element, '.about')).to.contain(letter.number);
    expect((all(element, '#addressee')[0] as HTMLInputElement).value).to.equal(letter.sender);
    await put(element, { subject: outgoing.subject, kindId: outgoing.kindId });
    await press(element, '.pick', 'Bupati');
    await press(element, '[type=submit]');
    expect(client.callsOf('createOutgoing')[0]?.[1]).to.deep.include({
      replyTo: letter.id,
      addressee: letter.sender,
      classification: letter.classification?.code,
    });
  });

  it('answers a letter that may not be shown here, without showing it', async () => {
    const { element } = await shown({ letter: () => refused('restricted-in-portal', '', 403) }, letter.id);
    expect(all(element, '.about')).to.have.length(0);
    expect(all(element, '#subject')).to.have.length(1);
    const gone = await shown(
      { letter: () => refused('letter-not-found', 'Surat ini tidak ada.', 404) },
      letter.id,
    );
    expect(textOf(gone.element)).to.contain('Surat ini tidak ada.');
  });

  it('keeps everything and its key when no answer came', async () => {
    const { element, client } = await shown({ createOutgoing: () => refused('offline', '', 0) });
    const failed: string[] = [];
    element.addEventListener('noken-create-failed', ({ problem }) => failed.push(problem.code));
    await put(element, outgoing);
    await press(element, '.pick', 'Bupati');
    await press(element, '[type=submit]');
    await press(element, '[type=submit]');
    expect(failed).to.deep.equal(['offline', 'offline']);
    expect(keyOf(client, 1, 'createOutgoing')).to.equal(keyOf(client, 0, 'createOutgoing'));
    expect(order(element)).to.deep.equal(['Bupati Keerom']);
  });

  it('names the field of a refusal', async () => {
    const { element } = await shown({
      createOutgoing: () => refused('restricted-in-portal', 'Surat terbatas, buka di Noken.', 403),
    });
    await put(element, outgoing);
    await press(element, '.pick', 'Bupati');
    await press(element, '[type=submit]');
    await settled(element);
    expect(focusedId(element)).to.equal('sifat-biasa');
    expect(textOf(element, '#sifat-problem')).to.contain('Surat terbatas, buka di Noken.');
  });

  it('creates nothing when the page stops it', async () => {
    const { element, client } = await shown();
    element.addEventListener('noken-create-request', (event) => event.preventDefault());
    await put(element, outgoing);
    await press(element, '.pick', 'Bupati');
    await press(element, '[type=submit]');
    expect(client.callsOf('createOutgoing')).to.have.length(0);
  });
});
