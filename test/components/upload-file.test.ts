import { expect } from '@open-wc/testing';
import { OfficeProblem } from '../../components/internal/office-problem.js';
import { HttpClient } from '../../components/session/http-client.js';
import { uploadFile } from '../../components/session/upload-file.js';
import { scripted, type ScriptedAnswer } from './support/script.js';

const size = 600 * 1024;
const piece = 256 * 1024;
const file = new File([new Uint8Array(size)], 'surat.pdf');
const begun: ScriptedAnswer = {
  method: 'POST',
  path: '/begin',
  status: 201,
  body: { uploadId: 'u', offset: 0, size },
};
const patch = (more: Partial<ScriptedAnswer>): ScriptedAnswer => ({
  method: 'PATCH',
  path: '/v1/uploads/u',
  ...more,
});
const at = (offset: number, status = 204) => ({ status, headers: { 'Upload-Offset': String(offset) } });
const done = patch({ ...at(size, 200), body: { uploadId: 'u', offset: size, size } });

async function upload(
  answers: readonly ScriptedAnswer[],
  more: { readonly uploadId?: string; readonly signal?: AbortSignal } = {},
) {
  const script = await scripted(answers);
  const steps: number[] = [];
  const ids: string[] = [];
  const http = new HttpClient({ server: script.server, language: () => 'id' });
  const state = await uploadFile(http, '/begin', file, {
    purpose: 'letter',
    onProgress: (progress) => steps.push(progress.done),
    onBegun: (id) => ids.push(id),
    ...more,
  });
  return { state, steps, ids, log: await script.log() };
}

describe('uploadFile', () => {
  it('sends pieces in order and tells how far it is', async () => {
    const { state, steps, ids, log } = await upload([begun, patch(at(piece)), patch(at(2 * piece)), done]);
    expect(state.offset).to.equal(size);
    expect(ids).to.deep.equal(['u']);
    expect(JSON.parse(log[0]?.body ?? '')).to.deep.equal({ name: 'surat.pdf', size, purpose: 'letter' });
    expect(
      log
        .slice(1)
        .map(({ headers, size: sent }) => [headers['upload-offset'], headers['tus-resumable'], sent]),
    ).to.deep.equal([
      ['0', '1.0.0', piece],
      [String(piece), '1.0.0', piece],
      [String(2 * piece), '1.0.0', size - 2 * piece],
    ]);
    expect(steps.at(-1)).to.equal(size);
    expect(steps).to.deep.equal([...steps].sort((a, b) => a - b));
  });

  it('asks where it stands after the line broke, and goes on from there', async () => {
    const { state, log } = await upload([
      begun,
      patch({ cut: true }),
      patch({ cut: true }),
      { method: 'HEAD', path: '/v1/uploads/u', ...at(piece) },
      patch(at(2 * piece)),
      done,
    ]);
    expect(state.offset).to.equal(size);
    expect(log.filter(({ method }) => method === 'PATCH').at(-1)?.headers['upload-offset']).to.equal(
      String(2 * piece),
    );
  });

  it('goes on with an upload that was begun before', async () => {
    const { log } = await upload([{ method: 'HEAD', path: '/v1/uploads/u', ...at(2 * piece) }, done], {
      uploadId: 'u',
    });
    expect(log.map(({ method }) => method)).to.deep.equal(['HEAD', 'PATCH']);
  });

  it('does not try again what the server refused', async () => {
    const refused = {
      type: 'noken:file-not-pdf',
      code: 'file-not-pdf',
      status: 422,
      title: 'Bukan PDF.',
      params: {},
      traceId: 'T',
    };
    const outcome: unknown = await upload([begun, patch({ status: 422, body: refused })]).catch(
      (error: unknown) => error,
    );
    expect(outcome).to.be.instanceOf(OfficeProblem);
    expect((outcome as OfficeProblem).report.code).to.equal('file-not-pdf');
  });

  it('stops when it is given up', async () => {
    const giveUp = new AbortController();
    giveUp.abort();
    const outcome: unknown = await upload([begun], { signal: giveUp.signal }).catch(
      (error: unknown) => error,
    );
    expect((outcome as DOMException).name).to.equal('AbortError');
  });
});
