import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Disposed, TrailNode } from '../../server/contract/dispositions.js';
import { RecalledEvent } from '../events.js';
import type { Format } from '../internal/format.js';
import { icon, returnIcon } from '../internal/icons.js';
import { note } from '../internal/note.js';
import { newKey, type OfficeClient } from '../internal/office-client.js';
import { type OfficeReport, toReport } from '../internal/office-problem.js';
import { words } from './inbox.words.js';

/** How the last act of this desk stands. */
type Sent =
  | { readonly is: 'none' }
  | { readonly is: 'sent' | 'recalling' | 'read'; readonly sentence: string; readonly letter: SentLetter }
  | { readonly is: 'told'; readonly sentence: string }
  | { readonly is: 'refused'; readonly problem: OfficeReport };

interface SentLetter {
  readonly client: OfficeClient;
  readonly positionId: string;
  readonly letterId: string;
  readonly nodeIds: readonly string[];
  /** Whom it was sent to, in words. */
  readonly to: string;
}

/**
 * What this desk just did, over the list that the letter may have left: "Disposisi terkirim ke …" with the way to take it
 * back, until it is read, or one sentence. It stays until the next act.
 */
export class SentNote implements ReactiveController {
  private sent: Sent = { is: 'none' };

  constructor(
    private readonly host: ReactiveControllerHost & EventTarget,
    private readonly format: () => Format,
    private readonly recalled: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // A moved element keeps its note.
  }

  clear(): void {
    this.set({ is: 'none' });
  }

  tell(sentence: string): void {
    this.set({ is: 'told', sentence });
  }

  /** Says what was sent; the trail knows to whom, by their names. */
  async show(client: OfficeClient, positionId: string, letterId: string, disposed: Disposed): Promise<void> {
    const said = words[this.format().language];
    const letter = { client, positionId, letterId, nodeIds: disposed.nodeIds, to: '' };
    const first: Sent = { is: 'sent', sentence: said.sentToMany(disposed.nodeIds.length), letter };
    this.set(first);
    const nodes = await this.nodesOf(letter);
    if (this.sent !== first || nodes.length === 0) return;
    const to = listed(
      nodes.map(({ position }) => position.shortTitle),
      said.and,
    );
    const due = nodes.find((node) => node.due !== undefined)?.due;
    const sentence = due === undefined ? said.sentTo(to) : said.sentToBy(to, this.format().day(due));
    this.set({ is: 'sent', sentence, letter: { ...letter, to } });
  }

  /** Looks whether it was read meanwhile. */
  async check(): Promise<void> {
    const { sent } = this;
    if (sent.is !== 'sent') return;
    const nodes = await this.nodesOf(sent.letter);
    if (this.sent === sent && nodes.some(({ state }) => state !== 'sent')) this.set({ ...sent, is: 'read' });
  }

  render() {
    const { sent } = this;
    const said = words[this.format().language];
    switch (sent.is) {
      case 'none':
        return nothing;
      case 'told':
        return note('ok', { title: sent.sentence, role: 'status' });
      case 'refused':
        return note('warn', { title: said.notRecalled, text: sent.problem.title, role: 'alert' });
      case 'read':
        return note('ok', { title: sent.sentence, text: said.readAlready });
      default:
        return note('ok', {
          title: sent.sentence,
          role: 'status',
          acts: html`<button
            type="button"
            class="button"
            aria-busy=${sent.is === 'recalling'}
            @click=${this.recall}
          >
            ${icon(returnIcon)}${sent.is === 'recalling' ? said.recalling : said.recall}
          </button>`,
        });
    }
  }

  private readonly recall = async (): Promise<void> => {
    const { sent } = this;
    if (sent.is !== 'sent') return;
    const { client, positionId, letterId, nodeIds, to } = sent.letter;
    const said = words[this.format().language];
    this.set({ ...sent, is: 'recalling' });
    try {
      for (const nodeId of nodeIds) {
        await client.recall(positionId, nodeId, { key: newKey() });
        this.host.dispatchEvent(new RecalledEvent(letterId, nodeId));
      }
      this.tell(said.recalled(to));
    } catch (error) {
      this.set({ is: 'refused', problem: toReport(error, this.format().language) });
    }
    this.recalled();
  };

  /** Nothing where the trail cannot be read: the note then says how many, and recalling tells what it meets. */
  private async nodesOf({ client, positionId, letterId, nodeIds }: SentLetter): Promise<TrailNode[]> {
    try {
      const trail = await client.trail(positionId, letterId);
      const nodes = trail.dispositions.flatMap((disposition) => flat(disposition.nodes));
      return nodes.filter(({ nodeId }) => nodeIds.includes(nodeId));
    } catch (error) {
      toReport(error, this.format().language);
      return [];
    }
  }

  private set(sent: Sent): void {
    this.sent = sent;
    this.host.requestUpdate();
  }
}

function flat(nodes: readonly TrailNode[]): TrailNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children.flatMap((child) => child.nodes))]);
}

/** "A", "A dan B", "A, B dan C" */
function listed(names: readonly string[], and: string): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
}
