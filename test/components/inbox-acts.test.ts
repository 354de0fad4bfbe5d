import { expect } from '@open-wc/testing';
import { DisposedEvent, LetterChangedEvent, SignedEvent } from '../../components/events.js';
import type { InboxElement } from '../../components/inbox/inbox.js';
import { idOf, letter, rows, trail } from '../fixtures/letter-samples.js';
import { refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  changing,
  focusedRow,
  leaveInboxes,
  openLetter,
  press,
  root,
  rowsOf,
  shownInbox,
  subjects,
  text,
} from './support/shown-inbox.js';

const act = async (element: InboxElement, event: Event) => {
  root(element).querySelector('noken-letter')!.dispatchEvent(event);
  await settled(element);
};

describe('<noken-inbox>', () => {
  afterEach(leaveInboxes);

  describe('after an act', () => {
    const closed = (n: number) => new LetterChangedEvent(rows[n]!.letterId, 'closed');

    it('opens the next letter beside the list', async () => {
      const { element } = await shownInbox(changing({}, { rows: [{ ...rows[1]!, gone: true }], seq: 501 }));
      await element.open(rows[1]!.letterId);
      await act(element, closed(1));
      expect(openLetter(element)).to.equal(rows[2]?.letterId);
      expect(subjects(element)).not.to.contain(rows[1]?.subject);
    });

    it('gives back the list with the next row focused where it is narrow, and opens nothing', async () => {
      const { element, client } = await shownInbox(
        changing({}, { rows: [{ ...rows[1]!, gone: true }], seq: 501 }),
        360,
      );
      await element.open(rows[1]!.letterId);
      await settled(element);
      const asked = client.callsOf('letter').length;
      await act(element, closed(1));
      expect(openLetter(element)).to.equal(undefined);
      expect(focusedRow(element)).to.equal(rows[2]?.letterId);
      expect(client.callsOf('letter')).to.have.length(asked);
    });

    it('says over the list what was done, by number where it was signed', async () => {
      const { element } = await shownInbox(changing({}));
      await element.open(rows[1]!.letterId);
      await act(element, closed(1));
      expect(root(element).querySelector('.list-pane .note')?.textContent).to.contain('Surat diselesaikan.');
      await element.open(rows[0]!.letterId);
      await act(element, new SignedEvent(rows[0]!.letterId));
      expect(root(element).querySelector('.list-pane .note')?.textContent).to.contain(
        `Naskah ${rows[0]?.number ?? ''} sudah ditandatangani.`,
      );
      await element.open(rows[2]!.letterId);
      await act(element, new LetterChangedEvent(rows[2]!.letterId, 'read'));
      expect(root(element).querySelector('.list-pane .note')?.textContent).to.contain('sudah ditandatangani');
    });

    it('closes the last letter of a desk', async () => {
      const { element } = await shownInbox(changing({ rows: rows.slice(0, 1), total: 1 }));
      await element.open(rows[0]!.letterId);
      await act(element, closed(0));
      expect(openLetter(element)).to.equal(undefined);
    });

    it('marks a row read when the letter was', async () => {
      const { element } = await shownInbox(changing({}, { rows: [] }));
      await element.open(rows[0]!.letterId);
      await act(element, new LetterChangedEvent(rows[0]!.letterId, 'read'));
      expect(rowsOf(element)[0]?.classList.contains('unread')).to.equal(false);
      expect(openLetter(element)).to.equal(rows[0]?.letterId);
    });
  });

  describe('after a disposition', () => {
    const nodes = trail.dispositions[0]!.nodes;
    const sent = {
      ...trail,
      dispositions: [
        { ...trail.dispositions[0]!, nodes: nodes.map((node) => ({ ...node, state: 'sent' as const })) },
      ],
    };
    const disposed = new DisposedEvent(letter.id, {
      dispositionId: idOf(500),
      nodeIds: [nodes[0]!.nodeId, nodes[1]!.nodeId],
      version: 4,
    });
    const dispose = async (replaced: Replaced) => {
      const given = await shownInbox({ trail: () => Promise.resolve(sent), ...replaced });
      await given.element.open(letter.id);
      await act(given.element, new DisposedEvent(disposed.letterId, disposed.disposed));
      return given;
    };

    it('says to whom it went, and takes it back', async () => {
      const { element, client } = await dispose({});
      expect(text(element)).to.contain(
        'Disposisi terkirim ke Kabid Infrastruktur TIK dan Kabid Persandian, batas Kam 26 Nov.',
      );
      await press(element, 'Tarik');
      expect(client.callsOf('recall').map(([, id]) => id)).to.deep.equal([
        nodes[0]!.nodeId,
        nodes[1]!.nodeId,
      ]);
      expect(text(element)).to.contain('Disposisi ditarik.');
    });

    it('says when it was read already', async () => {
      const title = 'Sudah dibaca pukul 09.12, tidak dapat ditarik lagi.';
      const { element } = await dispose({ recall: () => refused('disposition-read', title, 409) });
      await press(element, 'Tarik');
      expect(text(element)).to.contain(title);
      expect(text(element)).not.to.contain('Disposisi ditarik.');
    });
  });
});
