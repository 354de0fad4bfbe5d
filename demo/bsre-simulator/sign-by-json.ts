import { jsonAnswer, type GatewayAnswer } from './gateway-answer.js';
import { GatewayRefusal, misformed, uncaught, wrongTotp } from './gateway-refusal.js';
import type { GatewayCall, GatewayState } from './gateway-state.js';
import { isFields, readBase64, readJson, textMember, type Fields } from './request-fields.js';
import { signAsGateway } from './sign-as-gateway.js';
import { maskedIdentity, type Identity } from './simulated-people.js';
import { readPlace, type WantedAppearance } from './wanted-appearance.js';
import type { KeySigner } from '../../server/pdf/index.js';

interface WantedFile {
  readonly pdf: Uint8Array;
  readonly reason: string | undefined;
  readonly location: string | undefined;
  readonly appearance: WantedAppearance | undefined;
}

/**
 * `POST /api/v2/sign/pdf`: one file or several by one person. All are signed or none: what happens to half a batch is
 * not known of the real one (`synthetic: true`).
 */
export async function signByJson(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const fields = readJson(call.body, call.type);
  const identity = readIdentity(fields, call);
  const passphrase = textMember(fields, 'passphrase');
  const totp = textMember(fields, 'totp');
  if ((passphrase === undefined) === (totp === undefined))
    throw misformed('passphrase atau totp harus diisi');
  const files = readFiles(fields, call);
  const person = state.demandSigner(identity);
  if (passphrase !== undefined) state.demandPassphrase(person, passphrase);
  else if (!state.codes.spend('sign', person.nik, totp ?? '', files.length)) throw wrongTotp();
  return signAll(state, call, files, await state.authority.signerOf(person));
}

/** `POST /api/v2/seal/pdf`: the same by an institution, whose codes are for so many files each. */
export async function sealByJson(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const fields = readJson(call.body, call.type);
  const subscriber = readSubscriber(state, fields, call);
  const totp = textMember(fields, 'totp');
  if (totp === undefined) throw misformed('totp harus diisi');
  const files = readFiles(fields, call);
  if (!state.codes.spend('seal', subscriber, totp, files.length)) throw wrongTotp();
  return signAll(state, call, files, await state.authority.sealSigner());
}

/** NIK or address; of both, the NIK counts. @throws {GatewayRefusal} for neither */
export function readIdentity(fields: Fields, call: GatewayCall): Identity {
  const identity = { nik: textMember(fields, 'nik'), email: textMember(fields, 'email') };
  call.entry.who = maskedIdentity(identity);
  if (identity.nik === undefined && identity.email === undefined)
    throw misformed('nik atau email harus diisi');
  return identity;
}

/** @throws {GatewayRefusal} `synthetic: true` for a stranger */
export function readSubscriber(state: GatewayState, fields: Fields, call: GatewayCall): string {
  const subscriber = textMember(fields, 'idSubscriber');
  call.entry.who = 'seal';
  if (subscriber === undefined) throw misformed('idSubscriber harus diisi');
  if (subscriber !== state.sealSubscriber)
    throw new GatewayRefusal(400, 2011, 'Subscriber tidak terdaftar', 'own', true);
  return subscriber;
}

function readFiles(fields: Fields, call: GatewayCall): WantedFile[] {
  const { file, signatureProperties } = fields;
  if (!Array.isArray(file) || file.length === 0) throw misformed('file harus diisi');
  call.entry.files = file.length;
  if (!Array.isArray(signatureProperties) || ![1, file.length].includes(signatureProperties.length))
    throw misformed('signatureProperties harus satu, atau satu untuk setiap file');
  const properties: readonly unknown[] = signatureProperties;
  return file.map((text: unknown, index) => {
    const own = properties[properties.length === 1 ? 0 : index];
    if (!isFields(own)) throw misformed('signatureProperties tidak dikenal');
    // Read and not used: what a locked file gives is not known, and we do not open one.
    textMember(own, 'pdfPassword');
    return {
      pdf: readBase64(text, 'file'),
      reason: textMember(own, 'reason'),
      location: textMember(own, 'location'),
      appearance: readAppearance(own),
    };
  });
}

function readAppearance(fields: Fields): WantedAppearance | undefined {
  const { tampilan } = fields;
  if (tampilan === 'INVISIBLE') return undefined;
  if (tampilan !== 'VISIBLE') throw misformed('tampilan harus VISIBLE atau INVISIBLE');
  const { imageBase64, originX, originY, page, width, height } = fields;
  // Met in the field: nobody looks before the picture is opened.
  if (imageBase64 === undefined || imageBase64 === null || imageBase64 === '') throw uncaught();
  const place = readPlace({ tag: fields['tag_koordinat'], page, x: originX, y: originY, width, height });
  return { picture: { image: readBase64(imageBase64, 'imageBase64') }, place };
}

async function signAll(
  state: GatewayState,
  call: GatewayCall,
  files: readonly WantedFile[],
  signer: KeySigner<void>,
): Promise<GatewayAnswer> {
  const started = call.started.getTime();
  const signed: string[] = [];
  for (const [index, file] of files.entries()) {
    const fieldName = `bcs_ecs_${String(started + index)}`;
    const job = { ...file, signer, fieldName, at: state.now() };
    signed.push(Buffer.from(await signAsGateway(job, state.authority, call.faults)).toString('base64'));
  }
  call.entry.signed = signed.length;
  const now = state.now();
  const time = call.faults['time-form'] === 'iso' ? now.toISOString() : now.getTime() - started;
  return jsonAnswer({ time, file: signed });
}
