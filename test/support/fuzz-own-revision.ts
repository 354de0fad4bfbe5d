import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { PdfDict, PdfName, PdfRef, PdfString, type PdfObject } from '../../server/pdf/core/objects.js';
import { openPdf, type PdfDocument } from '../../server/pdf/core/pdf-document.js';
import { RevisionWriter } from '../../server/pdf/core/revision-writer.js';
import type { FuzzRandom } from './fuzz-random.js';
import { bytesOf } from './made-pdfs.js';

/**
 * A revision by our own writer, without a flaw of form, that changes a page, an annotation, the value of a field or the
 * catalog: nothing but what it says can give it away.
 */
export async function appendOwnRevision(base: Uint8Array, random: FuzzRandom): Promise<Uint8Array> {
  const pdf = await openPdf(bytesSource(base));
  const writer = new RevisionWriter(pdf);
  const change = random.pick([
    changePage,
    changePage,
    changeAnnotation,
    changeField,
    changeField,
    changeCatalog,
  ]);
  await change(pdf, writer, random);
  return Buffer.concat([base, (await writer.finish()).tail]);
}

type Change = (pdf: PdfDocument, writer: RevisionWriter, random: FuzzRandom) => Promise<void>;

const changePage: Change = async (pdf, writer, random) => {
  const page = await pdf.page(random.below(await pdf.pageCount()));
  if (!page?.ref) return;
  const dict = new PdfDict(page.dict.entries());
  const [key, value] = random.pick<() => readonly [string, PdfObject]>([
    () => ['Contents', content(writer)],
    () => ['Contents', [...asList(dict.get('Contents')), content(writer)]],
    () => ['Contents', []],
    () => ['Rotate', random.pick([0, 90, 180])],
    () => ['CropBox', [0, 0, random.below(595), random.below(842)]],
    () => ['MediaBox', [0, 0, 595, random.pick([842, 843])]],
    () => ['UserUnit', random.pick([1, 2])],
    () => ['Resources', new PdfDict()],
    () => ['AA', new PdfDict([['O', script()]])],
    () => ['Annots', [...asList(dict.get('Annots')), annotation(writer, random)]],
    () => ['Annots', asList(dict.get('Annots')).slice(1)],
    () => ['Group', new PdfDict([['S', new PdfName('Transparency')]])],
    () => ['Tabs', new PdfName('S')],
  ])();
  writer.put(page.ref, dict.set(key, value));
};

const changeAnnotation: Change = async (pdf, writer, random) => {
  const page = await pdf.page(0);
  const all = ((await pdf.array(page?.dict.get('Annots'))) ?? []).filter((each) => each instanceof PdfRef);
  if (all.length === 0) return changePage(pdf, writer, random);
  const ref = random.pick(all);
  const dict = new PdfDict((await pdf.dict(ref))?.entries());
  const [key, value] = random.pick<() => readonly [string, PdfObject]>([
    () => ['Rect', [0, 0, random.below(600), random.below(800)]],
    () => ['AP', picture(writer)],
    () => ['F', random.pick([2, 4, 132])],
    () => ['Contents', text('lain')],
    () => ['A', script()],
    () => ['Subtype', new PdfName(random.pick(['FreeText', 'Widget', 'Link']))],
    () => ['OC', new PdfDict([['Type', new PdfName('OCG')]])],
    () => ['AS', new PdfName('Off')],
    () => ['P', ref],
  ])();
  writer.put(ref, dict.set(key, value));
};

const changeField: Change = async (pdf, writer, random) => {
  const form = await pdf.dict((await pdf.catalog()).get('AcroForm'));
  const all = ((await pdf.array(form?.get('Fields'))) ?? []).filter((each) => each instanceof PdfRef);
  if (all.length === 0) return changePage(pdf, writer, random);
  const ref = random.pick(all);
  const dict = new PdfDict((await pdf.dict(ref))?.entries());
  const other = (await pdf.dict(random.pick(all)))?.get('V') ?? null;
  const set = (entries: Readonly<Record<string, PdfObject>>) => {
    for (const [key, value] of Object.entries(entries)) dict.set(key, value);
    writer.put(ref, dict);
  };
  const changes = [
    () => set({ V: text(random.pick(['Ya', 'Tidak', ''])) }),
    () => set({ V: text('Tidak'), AP: picture(writer) }),
    () => set({ AP: picture(writer) }),
    () => set({ V: other }),
    () => set({ V: null }),
    () => set({ T: text('Lain') }),
    () => set({ FT: new PdfName(random.pick(['Tx', 'Btn', 'Sig'])) }),
    () => set({ Ff: random.below(4) }),
    () => set({ V: text('Ya'), Rect: [0, 0, 590, 830] }),
    () => set({ Kids: [annotation(writer, random)] }),
  ];
  random.pick(changes)();
};

const changeCatalog: Change = async (pdf, writer, random) => {
  const root = pdf.trailer.get('Root');
  if (!(root instanceof PdfRef)) return;
  const dict = new PdfDict((await pdf.catalog()).entries());
  const form = new PdfDict((await pdf.dict(dict.get('AcroForm')))?.entries());
  const [key, value] = random.pick<() => readonly [string, PdfObject]>([
    () => ['OpenAction', script()],
    () => ['AA', new PdfDict([['WC', script()]])],
    () => ['Names', new PdfDict([['JavaScript', new PdfDict([['Names', [text('a'), script()]]])]])],
    () => ['Outlines', new PdfDict([['Count', 0]])],
    () => ['ViewerPreferences', new PdfDict([['HideToolbar', true]])],
    () => ['OCProperties', new PdfDict([['OCGs', []]])],
    () => ['PageMode', new PdfName('FullScreen')],
    () => ['Collection', new PdfDict()],
    () => ['Lang', text('id-ID')],
    () => ['Version', new PdfName('2.0')],
    () => ['Pages', blankPages(writer)],
    () => ['Perms', new PdfDict()],
    () => ['AcroForm', form.set('NeedAppearances', true)],
    () => ['AcroForm', form.set('XFA', [text('template'), content(writer)])],
    () => ['AcroForm', form.set('CO', [])],
    () => ['AcroForm', new PdfDict([['Fields', []]])],
  ])();
  writer.put(root, dict.set(key, value));
};

function content(writer: RevisionWriter): PdfRef {
  const ref = writer.newRef();
  writer.putStream(ref, new PdfDict(), bytesOf('BT /F1 14 Tf 71 650 Td (Surat palsu) Tj ET'));
  return ref;
}

function picture(writer: RevisionWriter): PdfDict {
  const ref = writer.newRef();
  const dict = new PdfDict([
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Form')],
    ['BBox', [0, 0, 150, 20]],
  ]);
  writer.putStream(ref, dict, bytesOf('0 0 150 20 re f'));
  return new PdfDict([['N', ref]]);
}

function annotation(writer: RevisionWriter, random: FuzzRandom): PdfRef {
  const ref = writer.newRef();
  const subtype = random.pick(['FreeText', 'Square', 'Link', 'Widget', 'Highlight', 'Stamp', 'Popup']);
  const dict = new PdfDict([
    ['Type', new PdfName('Annot')],
    ['Subtype', new PdfName(subtype)],
    [
      'Rect',
      random.pick([
        [0, 0, 0, 0],
        [50, 600, 300, 700],
      ]),
    ],
    ['AP', picture(writer)],
  ]);
  if (subtype === 'Widget') dict.set('FT', new PdfName(random.pick(['Sig', 'Tx']))).set('T', text('Baru'));
  writer.put(ref, dict);
  return ref;
}

function blankPages(writer: RevisionWriter): PdfRef {
  const [tree, page] = [writer.newRef(), writer.newRef()];
  const node = (type: string) => new PdfDict([['Type', new PdfName(type)]]);
  writer.put(tree, node('Pages').set('Kids', [page]).set('Count', 1).set('MediaBox', [0, 0, 595, 842]));
  writer.put(page, node('Page').set('Parent', tree).set('Contents', content(writer)));
  return tree;
}

function script(): PdfDict {
  return new PdfDict([
    ['S', new PdfName('JavaScript')],
    ['JS', text('app.alert(1)')],
  ]);
}

function text(value: string): PdfString {
  return new PdfString(bytesOf(value));
}

function asList(value: PdfObject | undefined): PdfObject[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
