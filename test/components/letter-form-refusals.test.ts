import { expect } from '@open-wc/testing';
import { idOf, letterChoices, file as letterFile } from '../fixtures/letter-samples.js';
import { office } from './support/at-desk.js';
import { halfway, refused, type Replaced } from './support/fake-client.js';
import { settled } from './support/settled.js';
import {
  all,
  choose,
  focusedId,
  incoming,
  inputOf,
  keyOf,
  leaveForms,
  pdf,
  press,
  put,
  record,
  shownForm,
  textOf,
} from './support/shown-letter-form.js';

const recorded = {
  letterId: idOf(150),
  version: 1,
  agenda: { number: 413, year: 2026, unit: 'Dinas Kominfo' },
};
const offline = () => refused('offline', 'Tidak ada sambungan.', 0);
const ended = () => refused('token-expired', 'Sesi berakhir.', 401);

/** Answers in turn, the last for ever. */
function inTurn<T>(...answers: (() => Promise<T>)[]): () => Promise<T> {
  return () => (answers.length > 1 ? answers.shift() : answers[0])!();
}

describe('<noken-letter-form> refused', () => {
  afterEach(leaveForms);

  describe('no answer came', () => {
    it('says that nobody knows, keeps all, and sends the same once more under the same key', async () => {
      const { element, client } = await shownForm({
        record: inTurn(offline, () => Promise.resolve(recorded)),
      });
      const failed: string[] = [];
      element.addEventListener('noken-record-failed', ({ problem }) => failed.push(problem.code));
      await record(element);
      expect(failed).to.deep.equal(['offline']);
      expect(textOf(element, '.note')).to.contain('mungkin sudah tercatat, mungkin belum');
      await press(element, '[type=submit]');
      expect(keyOf(client, 1)).to.equal(keyOf(client));
      expect(inputOf(client, 1)).to.deep.equal(inputOf(client));
      expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
    });

    const changedMeanwhile = async () => {
      const seen = new Map<string, string>();
      const replaced: Replaced = {
        record: (_desk, input, options) => {
          const key = options?.key ?? '';
          const before = seen.get(key);
          if (before === undefined) {
            seen.set(key, JSON.stringify(input));
            return seen.size === 1
              ? offline()
              : Promise.resolve({ ...recorded, agenda: { ...recorded.agenda, number: 414 } });
          }
          return before === JSON.stringify(input)
            ? Promise.resolve(recorded)
            : refused('idempotency-key-reused', 'Kunci ini sudah dipakai.', 409);
        },
      };
      const shown = await shownForm(replaced);
      await record(shown.element);
      await put(shown.element, { subject: 'Hal yang diganti' });
      await press(shown.element, '[type=submit]');
      return shown;
    };

    it('lets the server say that what was changed since had arrived, and shows what is recorded', async () => {
      const { element, client } = await changedMeanwhile();
      expect(keyOf(client, 1)).to.equal(keyOf(client));
      expect(textOf(element, '.note')).to.contain('Sudah tercatat dengan isian sebelum diubah');
      expect(all(element, '[type=submit]')).to.have.length(0);
      await press(element, '.use-before');
      expect(inputOf(client, 2)).to.deep.equal(inputOf(client));
      expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
      expect(textOf(element)).to.contain(incoming.subject);
    });

    it('records it as another letter where that is meant', async () => {
      const { element, client } = await changedMeanwhile();
      await press(element, '.as-other');
      expect(keyOf(client, 2)).not.to.equal(keyOf(client));
      expect(inputOf(client, 2)?.subject).to.equal('Hal yang diganti');
      expect(textOf(element, '#taken-title')).to.contain('Agenda 414');
    });
  });

  it('keeps the key through a refusal too, since a silence before it may have left a letter', async () => {
    const { element, client } = await shownForm({
      record: inTurn(offline, () => refused('request-invalid', 'Isian belum benar.', 422), offline),
    });
    await record(element);
    await press(element, '[type=submit]');
    await press(element, '[type=submit]');
    expect(new Set([0, 1, 2].map((turn) => keyOf(client, turn))).size).to.equal(1);
  });

  it('says what the server says where it speaks of no field', async () => {
    const { element } = await shownForm({
      record: () => refused('not-registrar', 'Meja ini tidak mencatat surat.', 403),
    });
    await record(element);
    expect(textOf(element, '.note[role=alert]')).to.contain(
      'Surat belum tercatat Meja ini tidak mencatat surat.',
    );
    expect((all(element, '#number')[0] as HTMLInputElement).value).to.equal(incoming.number);
  });

  for (const [code, where, id] of [
    ['kind-unknown', '', 'kindId'],
    ['classification-unknown', '', 'classification'],
    ['position-unknown', '', 'routeTo'],
    ['restricted-in-portal', '', 'sifat-biasa'],
    ['request-invalid', 'receivedDate', 'receivedDate'],
    ['request-invalid', 'json.letterDate', 'letterDate'],
  ] as const) {
    it(`moves focus to ${id} for ${code} ${where}`, async () => {
      const { element } = await shownForm({
        record: () =>
          refused(code, 'Pilih dari daftar.', 422).catch((error: unknown) => {
            (error as { report: { params: Record<string, string> } }).report.params['where'] = where;
            throw error;
          }),
      });
      await record(element);
      await settled(element);
      expect(focusedId(element)).to.equal(id);
      expect(all(element, '.field-problem')).to.have.length(1);
      expect(textOf(element, '.bar [role=alert]')).to.contain('Periksa dulu');
    });
  }

  describe('the session ended in the middle of writing', () => {
    it('hides and keeps what was put in, and after signing in goes on with the same press', async () => {
      const { element, client } = await shownForm({ record: inTurn(ended, () => Promise.resolve(recorded)) });
      await record(element, pdf());
      expect(textOf(element, '.note')).to.contain('Sesi berakhir');
      expect(all(element, 'form')[0]?.offsetParent).to.equal(null);
      await press(element, '.note .button', 'Masuk lagi');
      await settled(element);
      expect(client.callsOf('renew')).to.have.length(1);
      expect(keyOf(client, 1)).to.equal(keyOf(client));
      expect(inputOf(client, 1)).to.deep.equal(inputOf(client));
      expect(textOf(element)).to.contain('Berkas sudah diterima.');
    });

    it('goes on by itself when somebody signs in elsewhere on the page', async () => {
      const { element, client } = await shownForm({ record: inTurn(ended, () => Promise.resolve(recorded)) });
      await record(element);
      const problem = {
        type: '',
        code: 'session-expired',
        status: 0,
        title: '',
        params: {},
        traceId: '',
      } as const;
      element.office = { ...office, problem };
      await settled(element);
      element.office = office;
      await settled(element);
      expect(client.callsOf('record')).to.have.length(2);
      expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
    });

    it('stays so where signing in failed', async () => {
      const { element, client } = await shownForm({
        record: ended,
        renew: () => refused('session-refused', '', 0),
      });
      await record(element);
      await press(element, '.note .button', 'Masuk lagi');
      expect(client.callsOf('record')).to.have.length(1);
      expect(textOf(element, '.note')).to.contain('Sesi berakhir');
    });
  });

  it('asks for its choices again', async () => {
    const { element } = await shownForm({
      letterChoices: inTurn(
        () => refused('server-busy'),
        () => Promise.resolve(letterChoices),
      ),
    });
    expect(textOf(element)).to.contain('Isian surat tidak dapat disiapkan');
    await press(element, '.note .button', 'Coba lagi');
    expect(all(element, '#number')).to.have.length(1);
  });

  describe('its file', () => {
    for (const [what, file, sentence] of [
      ['empty', pdf('kosong.pdf', ''), 'kosong (0 bita)'],
      ['no PDF', pdf('surat.docx', 'PK\u0003\u0004'), 'surat.docx bukan PDF'],
      ['too large', pdf('besar.pdf', `%PDF-1.7${'x'.repeat(2000)}`), 'batasnya 1 KB'],
    ] as const) {
      it(`is not sent when it is ${what}, and may be replaced`, async () => {
        const { element, client } = await shownForm({
          letterChoices: () => Promise.resolve({ ...letterChoices, maxFileSize: 1024 }),
        });
        await choose(element, file);
        expect(textOf(element, '.file .note')).to.contain(sentence);
        await choose(element, pdf());
        expect(all(element, '.file .note')).to.have.length(0);
        await record(element);
        expect(client.callsOf('upload').map(([, , sent]) => (sent as File).name)).to.deep.equal([
          'menara.pdf',
        ]);
      });
    }

    for (const code of [
      'file-not-pdf',
      'file-truncated',
      'file-damaged',
      'file-encrypted',
      'file-too-large',
      'file-over-limits',
    ] as const) {
      it(`says why the server refused it (${code}), and takes another`, async () => {
        const { element, client } = await shownForm({
          upload: inTurn(
            () => refused(code, 'Simpan ulang, lalu unggah lagi. Surat tetap tercatat.', 422),
            () => Promise.resolve({ uploadId: idOf(800), offset: 9, size: 9, file: letterFile }),
          ),
        });
        await record(element, pdf());
        expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
        expect(textOf(element, '.file .note')).to.contain('Berkas belum terunggah Simpan ulang');
        // The same bytes would be refused again.
        expect(all(element, '.resume')).to.have.length(0);
        await choose(element, pdf('baru.pdf'));
        expect(client.callsOf('upload')).to.have.length(2);
        expect(textOf(element)).to.contain('Berkas sudah diterima.');
      });
    }

    it('goes on after a cut from where the server has it', async () => {
      const uploadIds: unknown[] = [];
      const { element } = await shownForm({
        upload: (_desk, _letter, file, options) => {
          uploadIds.push(options.uploadId);
          options.onBegun?.(idOf(800));
          return uploadIds.length === 1
            ? offline()
            : Promise.resolve({ uploadId: idOf(800), offset: file.size, size: file.size });
        },
      });
      await record(element, pdf());
      await press(element, '.resume');
      expect(uploadIds).to.deep.equal([undefined, idOf(800)]);
      expect(textOf(element)).to.contain('Berkas sudah diterima.');
    });

    it('is paused, and given up without the letter', async () => {
      const { element } = await shownForm({
        upload: (_desk, _letter, file, options) => halfway(file, options),
      });
      await record(element, pdf());
      expect(textOf(element, '.travel')).to.contain('Mengunggah 1,2 MB dari');
      expect(textOf(element)).to.contain('Berkas menyusul.');
      expect(all(element, '.next')).to.have.length(0);
      await press(element, '.travel .button', 'Jeda');
      expect(textOf(element, '.travel')).to.contain('Dijeda pada');
      await press(element, '.travel .button', 'Batalkan unggahan');
      expect(textOf(element)).to.contain('Berkasnya belum ada, dapat diunggah sekarang atau nanti.');
      expect(textOf(element, '#taken-title')).to.contain('Agenda 413');
      expect(all(element, '.open')).to.have.length(1);
    });

    it('goes on where the session ended on the way', async () => {
      const { element, client } = await shownForm({
        upload: inTurn(ended, () => Promise.resolve({ uploadId: idOf(800), offset: 9, size: 9 })),
      });
      await record(element, pdf());
      await press(element, '.file .note .button', 'Masuk lagi');
      await settled(element);
      expect(client.callsOf('upload')).to.have.length(2);
      expect(textOf(element)).to.contain('Berkas sudah diterima.');
    });

    it('is told to be there already, once it is up', async () => {
      const twin = { letterId: idOf(140), agenda: 409, subject: '', sender: '', match: 'file' } as const;
      const { element } = await shownForm({
        upload: () => Promise.resolve({ uploadId: idOf(800), offset: 9, size: 9, duplicates: [twin] }),
      });
      const opened: string[] = [];
      element.addEventListener('noken-letter-open-request', ({ letterId }) => opened.push(letterId));
      await record(element, pdf());
      expect(textOf(element, '.note')).to.contain('Berkas yang sama sudah ada');
      expect(textOf(element, '.twin')).to.contain('Surat terbatas, buka di Noken');
      await press(element, '.note .button', 'Buka agenda 409');
      expect(opened).to.deep.equal([twin.letterId]);
    });

    it('is taken where it is dropped', async () => {
      const { element } = await shownForm();
      const carrier = new DataTransfer();
      carrier.items.add(pdf('seret.pdf'));
      all(element, '.file-choice')[0]?.dispatchEvent(
        new DragEvent('drop', { dataTransfer: carrier, cancelable: true }),
      );
      await settled(element);
      expect(textOf(element, '.chosen-file')).to.contain('seret.pdf');
    });
  });
});
