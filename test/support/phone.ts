import { codeOf, stepAt } from '../../server/signing/totp.js';
import type { MadeOffice, Person } from './made-office.js';
import { ownHeaders } from './outgoing-letter.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An app for codes on somebody's phone: it was shown a secret and knows what time it is. */
export interface Phone {
  /** The code of now, or of so many half minutes later. */
  code(later?: number): string;
}

/** A phone that has typed or scanned this secret. */
export function phoneWith(secret: string, now: () => Date): Phone {
  const bits = [...secret.replace(/\s/g, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  return { code: (later = 0) => codeOf(bytes, stepAt(now()) + later) };
}

/** The secret as a page of the enrolment shows it for typing. */
export const secretOn = (page: string): string => /class="secret">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '';

/** One browser behind one enrolment link: it keeps the cookie that it is given. */
export function browserAt(made: MadeOffice, url: string) {
  const secret = url.split('/').pop() ?? '';
  const jar = new Map<string, string>();
  const cookie = () => [...jar.values()].join('; ');
  const keep = (answer: Response) => {
    for (const given of answer.headers.getSetCookie()) {
      const [pair = ''] = given.split(';');
      jar.set(pair.split('=')[0] ?? '', pair);
    }
    return answer;
  };
  return {
    get cookie() {
      return cookie();
    },
    page: async () => keep(await made.app.request(`/enrol/${secret}`, { headers: { cookie: cookie() } })),
    post: async (step: string, body: unknown) =>
      keep(
        await made.app.request(`/v1/enrolments/${secret}${step}`, {
          method: 'POST',
          headers: { ...ownHeaders(made), cookie: cookie() },
          body: JSON.stringify(body),
        }),
      ),
  };
}

/** Makes a person's key and has a phone confirm its first code, through the pages. The clock goes on by a minute. */
export async function enrolWithPhone(made: MadeOffice, url: string, passphrase: string): Promise<Phone> {
  const browser = browserAt(made, url);
  for (const [step, body] of [
    ['/mark', { words: 'kasuari biru', picture: 2 }],
    ['', { passphrase }],
  ] as const) {
    const done = await browser.post(step, body);
    if (!done.ok) throw new Error(await done.text());
  }
  const phone = phoneWith(secretOn(await (await browser.page()).text()), () => made.now());
  const confirmed = await browser.post('/factor', { code: phone.code() });
  if (!confirmed.ok) throw new Error(await confirmed.text());
  made.setClock(60_000);
  return phone;
}

export type { Person };
