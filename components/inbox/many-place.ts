import { nothing, type ReactiveController } from 'lit';
import { manyPart } from '../many-part.js';
import type { ListedRow } from './desk-list.js';
import { type ManyGround, maySign } from './many-ground.js';
import type { ManyLetters } from './many-letters.js';

/** Where many letters are chosen and signed at once, for who may sign, once its file is here. Until then it is nothing. */
export class ManyPlace implements ReactiveController {
  private many: ManyLetters | undefined;
  /** The page of the list with which its file was asked for: after a failure the next page asks again. */
  private asked: string | undefined;

  constructor(private readonly ground: ManyGround) {
    ground.host.addController(this);
  }

  hostUpdated(): void {
    const at = this.ground.list.page.value?.at;
    if (this.many || at === undefined || at === this.asked || !maySign(this.ground.host)) return;
    this.asked = at;
    void this.bring();
  }

  /** Above the rows. */
  above(): unknown {
    return this.here?.above() ?? nothing;
  }

  /** Below the rows, at the foot of what is seen. */
  below(): unknown {
    return this.here?.below() ?? nothing;
  }

  /** Whether a row can be chosen now, and is. */
  boxOf(row: ListedRow): 'on' | 'off' | undefined {
    return this.here?.boxOf(row);
  }

  /** Whether letters are being chosen. */
  get choosing(): boolean {
    return this.here?.choosing ?? false;
  }

  /** Takes a press on a row that chooses it; gives whether it did. */
  press(row: ListedRow, event: MouseEvent): boolean {
    return this.here?.press(row, event) ?? false;
  }

  /** Takes a key that chooses; gives whether it did. */
  takeKey(event: KeyboardEvent): boolean {
    return this.here?.takeKey(event) ?? false;
  }

  private get here(): ManyLetters | undefined {
    return maySign(this.ground.host) ? this.many : undefined;
  }

  private async bring(): Promise<void> {
    try {
      const { ManyLetters } = await manyPart.load();
      this.many ??= new ManyLetters(this.ground);
      this.ground.host.requestUpdate();
    } catch {
      // The list works without it, and letters are signed one by one.
    }
  }
}
