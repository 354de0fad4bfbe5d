import { expect } from 'vitest';
import { problemTitle, type ProblemReport } from '../../server/contract/problems.js';

/** A refusal as both readers get it. */
export interface RefusedTwice extends Pick<ProblemReport, 'status' | 'code' | 'params'> {
  readonly id: string;
  readonly en: string;
}

/** Asks the same in Indonesian and in English: the same refusal, each time in one whole sentence of that language. */
export async function refusedTwice(
  ask: (headers: Record<string, string>) => Response | Promise<Response>,
): Promise<RefusedTwice> {
  const id = await reportOf(await ask({ 'accept-language': 'id' }));
  const en = await reportOf(await ask({ 'accept-language': 'en' }));
  expect(id.title).toBe(problemTitle(id.code, id.params, 'id'));
  expect(en.title).toBe(problemTitle(en.code, en.params, 'en'));
  expect([en.code, en.status]).toEqual([id.code, id.status]);
  for (const { title } of [id, en]) {
    expect(title).toMatch(/^[A-Z].*[.]$/u);
    // What a sentence names is there.
    expect(title).not.toMatch(/[{}…]|undefined/u);
  }
  return { status: id.status, code: id.code, params: id.params, id: id.title, en: en.title };
}

async function reportOf(answer: Response): Promise<ProblemReport> {
  expect(answer.headers.get('content-type'), await answer.clone().text()).toContain(
    'application/problem+json',
  );
  const report = (await answer.json()) as ProblemReport;
  expect(report.status).toBe(answer.status);
  expect(report.traceId).not.toBe('');
  return report;
}
