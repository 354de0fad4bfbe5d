import { unsent } from './bsre-failure.js';
import type { BsreGateway } from './bsre-gateway.js';
import {
  checkDescribed,
  checkIdentity,
  checkSecret,
  secretsOf,
  type BsreAppearance,
  type BsreSignRequest,
} from './bsre-request.js';
import type { GatewayDesk } from './gateway-desk.js';
import { readChain } from './read-chain.js';
import { readFindings } from './read-findings.js';
import { readStanding } from './read-standing.js';
import { formBody, type FormField } from './request-body.js';

/** v1: forms, and answers that are mostly bytes. Knows no one-time codes and no seal. */
export function firstVersion(desk: GatewayDesk): Omit<BsreGateway, 'fileSize'> {
  const notOffered = () => Promise.reject(unsent('not-offered', 'v1 has no such call'));
  return {
    version: 'v1',
    async status(identity) {
      checkIdentity(identity);
      const path = `/api/user/status/${nikOf(identity)}`;
      return desk.ask({ path, secrets: secretsOf(identity) }, readStanding);
    },
    async sign(request) {
      const nik = nikOf(request.identity);
      const { authorisation } = request;
      if (!('passphrase' in authorisation)) throw unsent('not-offered', 'v1 knows no one-time code');
      checkIdentity(request.identity);
      checkSecret(authorisation.passphrase);
      checkDescribed(request);
      return desk.dispatch(
        {
          path: '/api/sign/pdf',
          body: formBody(signFields(request, nik, authorisation.passphrase)),
          secrets: secretsOf(request.identity, authorisation),
        },
        request.pdf,
      );
    },
    download: (documentId) => desk.fetch('/api/sign/download/', documentId),
    verify: async (pdf) => {
      const body = formBody([{ name: 'signed_file', value: pdfFile(pdf) }]);
      return desk.judge({ path: '/api/sign/verify', body }, readFindings);
    },
    certificateChain: async (id) =>
      desk.ask({ path: `/api/user/certificate/chain/${encodeURIComponent(id)}` }, readChain),
    requestTotp: notOffered,
    sealActivation: notOffered,
    revokeSealActivation: notOffered,
    sealTotp: notOffered,
    seal: notOffered,
  };
}

function nikOf(identity: BsreSignRequest['identity']): string {
  if ('nik' in identity) return identity.nik;
  throw unsent('not-offered', 'v1 knows people by their NIK only');
}

function signFields(request: BsreSignRequest, nik: string, passphrase: Buffer): FormField[] {
  const { reason, location } = request;
  return [
    { name: 'file', value: pdfFile(request.pdf) },
    { name: 'nik', value: nik },
    { name: 'passphrase', value: { secret: passphrase } },
    ...appearanceFields(request.appearance),
    ...(reason ? [{ name: 'reason', value: reason }] : []),
    ...(location ? [{ name: 'location', value: location }] : []),
  ];
}

function appearanceFields(appearance: BsreAppearance): FormField[] {
  if (appearance.kind === 'invisible') return [{ name: 'tampilan', value: 'invisible' }];
  const picture = { file: appearance.image, type: 'image/png', filename: 'ttd.png' };
  const drawn: FormField[] = [
    { name: 'tampilan', value: 'visible' },
    { name: 'image', value: 'true' },
    { name: 'imageTTD', value: picture },
  ];
  if (appearance.kind === 'tagged')
    return [
      ...drawn,
      { name: 'tag_koordinat', value: appearance.tag },
      { name: 'width', value: String(Math.round(appearance.width)) },
      { name: 'height', value: String(Math.round(appearance.height)) },
    ];
  const { page, x, y, width, height } = appearance.placement;
  const places = { page, xAxis: x, yAxis: y, width, height };
  return [...drawn, ...Object.entries(places).map(([name, value]) => ({ name, value: String(value) }))];
}

/** The name is ours: a letter's own would tell its subject to every log on the way. */
function pdfFile(pdf: Uint8Array) {
  return { file: pdf, type: 'application/pdf', filename: 'dokumen.pdf' };
}
