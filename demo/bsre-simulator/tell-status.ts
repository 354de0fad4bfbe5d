import { jsonAnswer, textAnswer, type GatewayAnswer } from './gateway-answer.js';
import { GatewayRefusal, misformed } from './gateway-refusal.js';
import type { GatewayCall, GatewayState } from './gateway-state.js';
import { readJson, textMember } from './request-fields.js';
import { readIdentity } from './sign-by-json.js';
import { findPerson, maskedIdentity, notRegistered, statusOf, type StatusRow } from './simulated-people.js';

/** `GET /api/user/status/{nik}` */
export function tellStatusByPath(_: GatewayState, call: GatewayCall): GatewayAnswer {
  const identity = { nik: call.name };
  call.entry.who = maskedIdentity(identity);
  const person = findPerson(identity);
  return statusAnswer(person ? statusOf(person) : notRegistered('v1'), call);
}

/** `POST /api/v2/user/check/status`: HTTP 200 whatever it says. */
export function tellStatusByJson(_: GatewayState, call: GatewayCall): GatewayAnswer {
  const fields = readJson(call.body, call.type);
  const identity = { nik: textMember(fields, 'nik'), email: textMember(fields, 'email') };
  call.entry.who = maskedIdentity(identity);
  const person = findPerson(identity);
  return statusAnswer(person ? statusOf(person) : notRegistered('v2'), call);
}

function statusAnswer({ status, code, message, synthetic }: StatusRow, call: GatewayCall): GatewayAnswer {
  call.entry.code = code;
  if (synthetic) call.entry.synthetic = true;
  const written = call.faults['code-form'] === 'string' ? String(code) : code;
  return jsonAnswer({ status_code: written, status, message });
}

/** `POST /api/v2/sign/get/totp`: the code goes to the mailbox, never into the answer. */
export function sendSigningCode(state: GatewayState, call: GatewayCall): GatewayAnswer {
  const fields = readJson(call.body, call.type);
  const person = state.demandSigner(readIdentity(fields, call));
  state.codes.issue('sign', person.nik, person.email, readCount(fields['data']));
  return jsonAnswer({ success: true, message: 'TOTP berhasil dikirim' });
}

/** How many files the code is to be good for. */
export function readCount(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 1000)
    throw misformed('data harus jumlah berkas');
  return value;
}

/**
 * `GET /api/v2/user/certificate/chain/{id}`: leaf, issuer and root. What the id is and how a certificate is written were
 * shown nowhere: here it is the NIK or the `C-…` of a verification, and base64 of DER (`synthetic: true`). What is not
 * known gets a line of text that is labelled JSON, as it was met in the field.
 */
export async function tellChain(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const person = findPerson({ nik: call.name });
  call.entry.who = person ? maskedIdentity({ nik: call.name }) : '';
  const leaf =
    person && statusOf(person).status === 'ISSUE'
      ? (await state.authority.signerOf(person)).certificate
      : state.authority.findById(call.name);
  if (!leaf) return { ...textAnswer('Sertifikat tidak ditemukan', 400), type: 'application/json' };
  const data = state.authority.chainOf(leaf).map(({ der }) => Buffer.from(der).toString('base64'));
  return jsonAnswer({ success: true, data });
}

/** `GET /api/sign/download/{id}`: once. */
export function giveDocument(state: GatewayState, call: GatewayCall): GatewayAnswer {
  const found = state.documents.fetch(call.name);
  if (found === 'again' && call.faults['gone-form'] !== 'json')
    return textAnswer('Dokumen telah didownload sebelumnya', 404);
  if (found === undefined || found === 'again')
    throw new GatewayRefusal(404, 4044, 'File tidak tersedia, pastikan bahwa dokumen belum di download');
  call.entry.documentId = call.name;
  const name = call.faults['id-header'] ?? 'id_dokumen';
  const headers = name === 'none' ? {} : { [name]: call.name };
  return { status: 200, type: 'application/pdf', body: found, headers };
}
