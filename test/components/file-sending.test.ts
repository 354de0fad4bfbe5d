import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { FileSending } from '../../components/internal/file-sending.js';
import { idOf } from '../fixtures/letter-samples.js';

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

describe('FileSending', () => {
  it('begins another upload for the same file once the first is whole', async () => {
    const begunWith: unknown[] = [];
    const sending = new FileSending(
      host,
      () => 'id',
      (file, { uploadId, onBegun }) => {
        begunWith.push(uploadId);
        onBegun?.(idOf(800));
        return Promise.resolve({ uploadId: idOf(800), offset: file.size, size: file.size });
      },
    );
    const file = new File(['%PDF-1.7'], 'surat.pdf', { lastModified: 1 });
    for (let turn = 0; turn < 2; turn++) {
      sending.choose(file);
      await sending.send();
    }
    expect(begunWith).to.deep.equal([undefined, undefined]);
  });
});
