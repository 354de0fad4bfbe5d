import type { GatewayCall, GatewayState } from './gateway-state.js';
import { jsonAnswer, type GatewayAnswer } from './gateway-answer.js';
import { misformed, uncaught } from './gateway-refusal.js';
import { fileField, readForm, textField } from './request-fields.js';
import { signAsGateway } from './sign-as-gateway.js';
import { maskedIdentity } from './simulated-people.js';
import { readPlace, type WantedAppearance } from './wanted-appearance.js';

/** `POST /api/sign/pdf`: one file by form. Missing fields are refused in our words, `synthetic: true`. */
export async function signByForm(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const form = await readForm(call.body, call.type);
  const nik = textField(form, 'nik');
  call.entry.who = maskedIdentity({ nik });
  const pdf = await fileField(form, 'file');
  if (!pdf) throw misformed('file harus diisi');
  call.entry.files = 1;
  if (nik === undefined) throw misformed('nik harus diisi');
  const passphrase = textField(form, 'passphrase');
  if (passphrase === undefined) throw misformed('passphrase harus diisi');
  const appearance = await readAppearance(form);
  const answersInJson = readAnswerForm(form);
  const person = state.demandSigner({ nik });
  state.demandPassphrase(person, passphrase);

  const signed = await signAsGateway(
    {
      pdf,
      signer: await state.authority.signerOf(person),
      fieldName: `sig_${String(call.started.getTime())}`,
      reason: textField(form, 'reason'),
      location: textField(form, 'location'),
      appearance,
      at: state.now(),
    },
    state.authority,
    call.faults,
  );
  const id = state.documents.keep(signed);
  call.entry.signed = 1;
  call.entry.documentId = id;
  return answersInJson ? inJson(signed, id, call) : inBytes(signed, id, call, state.now());
}

async function readAppearance(form: FormData): Promise<WantedAppearance | undefined> {
  const shown = textField(form, 'tampilan')?.toLowerCase();
  if (shown === 'invisible') return undefined;
  if (shown !== 'visible') throw misformed('tampilan harus visible atau invisible');
  const image = textField(form, 'image');
  if (image !== 'true' && image !== 'false') throw misformed('image harus true atau false');
  const page = textField(form, 'page') ?? olderPage(textField(form, 'halaman'));
  const place = readPlace({
    tag: textField(form, 'tag_koordinat'),
    page,
    x: textField(form, 'xAxis'),
    y: textField(form, 'yAxis'),
    width: textField(form, 'width'),
    height: textField(form, 'height'),
  });
  if (image === 'false') {
    const link = textField(form, 'linkQR');
    if (link === undefined) throw misformed('linkQR harus diisi');
    if (!URL.canParse(link) || link.length > 1000) throw misformed('linkQR harus berupa alamat');
    return { picture: { link }, place };
  }
  const picture = await fileField(form, 'imageTTD');
  // Met in the field: nobody looks before the picture is opened.
  if (!picture?.length) throw uncaught();
  return { picture: { image: picture }, place };
}

/** PERTAMA and TERAKHIR of older releases. */
function olderPage(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (name === 'PERTAMA') return '1';
  if (name === 'TERAKHIR') return 'last';
  throw misformed('halaman harus PERTAMA atau TERAKHIR');
}

function readAnswerForm(form: FormData): boolean {
  const wanted = textField(form, 'jenis_response');
  if (wanted !== undefined && wanted !== 'BASE64') throw misformed('jenis_response tidak dikenal');
  return wanted === 'BASE64';
}

/** The text of `signing_time` is `synthetic: true`: only its name is known. */
function inBytes(pdf: Uint8Array, id: string, { faults, started }: GatewayCall, now: Date): GatewayAnswer {
  const name = faults['id-header'] ?? 'id_dokumen';
  const headers = { signing_time: `${String(now.getTime() - started.getTime())} ms` };
  return {
    status: 200,
    type: 'application/pdf',
    body: pdf,
    headers: name === 'none' ? headers : { ...headers, [name]: id },
  };
}

function inJson(pdf: Uint8Array, id: string, { faults }: GatewayCall): GatewayAnswer {
  return jsonAnswer({
    base64_signed_file: Buffer.from(pdf).toString('base64'),
    ...(faults['id-header'] === 'none' ? {} : { id_dokumen: id }),
  });
}
