import { expect } from 'vitest';
import type { LetterView, Recorded, UploadState } from '../../server/contract/letters.js';
import { letterPdf } from './letter-pdf.js';
import type { MadeOffice, Seat } from './made-office.js';

/** A letter as a registrar types it; each has a number of its own unless told otherwise. */
export function letterInput(made: MadeOffice, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kindId: made.kinds.incoming,
    sender: 'Sekretaris Daerah (contoh)',
    number: `000.1.5/${++recordedSoFar}/SETDA/2026`,
    letterDate: '2026-11-23',
    receivedDate: '2026-11-24',
    subject: 'Undangan rapat persiapan Monev TTE tingkat distrik',
    sifat: 'biasa',
    derajat: 'segera',
    classification: '000.1',
    attachments: '1 berkas',
    ...more,
  };
}
let recordedSoFar = 0;

/** Records through the door as the registrar. */
export async function record(
  made: MadeOffice,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Recorded> {
  const seat = await made.as('registrar');
  const answer = await seat.request('POST', '/v1/desks/:desk/letters', letterInput(made, more), headers);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as Recorded;
}

const tus = { 'tus-resumable': '1.0.0' };

/** One piece of an upload, as tus 1.0 sends it. */
export function sendPiece(
  seat: Seat,
  uploadId: string,
  offset: number,
  bytes: Uint8Array,
): Promise<Response> {
  return seat.request('PATCH', `/v1/uploads/${uploadId}`, bytes, {
    ...tus,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  });
}

export async function offsetOf(seat: Seat, uploadId: string): Promise<number> {
  const answer = await seat.request('HEAD', `/v1/uploads/${uploadId}`, undefined, tus);
  expect(answer.status).toBe(200);
  return Number(answer.headers.get('upload-offset'));
}

export function beginUpload(
  seat: Seat,
  letterId: string,
  size: number,
  purpose: 'letter' | 'follow-up' = 'letter',
): Promise<Response> {
  const body = { name: 'surat.pdf', size, purpose };
  return seat.request('POST', `/v1/desks/:desk/letters/${letterId}/uploads`, body);
}

/** A whole upload in one piece; the answer of its last PATCH. */
export async function upload(
  seat: Seat,
  letterId: string,
  bytes: Uint8Array = letterPdf(),
  purpose: 'letter' | 'follow-up' = 'letter',
): Promise<Response> {
  const begun = await beginUpload(seat, letterId, bytes.length, purpose);
  if (begun.status !== 201) return begun;
  const { uploadId } = (await begun.json()) as UploadState;
  return sendPiece(seat, uploadId, 0, bytes);
}

export async function view(seat: Seat, letterId: string): Promise<LetterView> {
  const answer = await seat.request('GET', `/v1/desks/:desk/letters/${letterId}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as LetterView;
}

/** The code of a refusal, with its status as a check that the body says the same. */
export async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { code: string; status: number };
  expect(body.status).toBe(answer.status);
  return body.code;
}
