import { randomInt } from 'node:crypto';

/** What a code is for: signing by a person, a seal, or the activation that a seal's codes need first. */
export type CodePurpose = 'sign' | 'seal' | 'seal-activation';

/** As it would lie in a mailbox. */
export interface CodeMail {
  readonly at: string;
  readonly to: string;
  readonly purpose: CodePurpose;
  readonly code: string;
  readonly expires: Date;
}

interface LiveCode {
  readonly code: string;
  readonly expires: Date;
  /** Files that it still signs; undefined for an activation, which signs none and is not used up. */
  left: number | undefined;
}

const minutes = { sign: 5, seal: 5, 'seal-activation': 24 * 60 } as const satisfies Record<
  CodePurpose,
  number
>;
const keepMails = 200;

/** One-time codes and the mailbox that they go to. How long they live and how they are used up: `synthetic: true`. */
export class OneTimeCodes {
  private readonly live = new Map<string, LiveCode>();
  readonly mails: CodeMail[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly announce: (mail: CodeMail) => void,
  ) {}

  /** A new code takes the place of the one before. */
  issue(purpose: CodePurpose, owner: string, to: string, files?: number): CodeMail {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const at = this.now();
    const expires = new Date(at.getTime() + minutes[purpose] * 60_000);
    this.live.set(`${purpose} ${owner}`, { code, expires, left: files });
    const mail = { at: at.toISOString(), to, purpose, code, expires };
    this.mails.push(mail);
    if (this.mails.length > keepMails) this.mails.shift();
    this.announce(mail);
    return mail;
  }

  /** The code in force, if it is that one. */
  check(purpose: CodePurpose, owner: string, code: string): LiveCode | undefined {
    const live = this.live.get(`${purpose} ${owner}`);
    return live?.code === code && live.expires > this.now() ? live : undefined;
  }

  /** Uses the code up for so many files. */
  spend(purpose: CodePurpose, owner: string, code: string, files: number): boolean {
    const live = this.check(purpose, owner, code);
    if (live?.left === undefined || live.left < files) return false;
    live.left -= files;
    return true;
  }

  revoke(purpose: CodePurpose, owner: string): void {
    this.live.delete(`${purpose} ${owner}`);
  }
}
