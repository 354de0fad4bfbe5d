import { BsreFailure, unsent } from './bsre-failure.js';
import type { BsreGateway } from './bsre-gateway.js';
import {
  checkDescribed,
  checkIdentity,
  checkSecret,
  checkSubscriber,
  secretOf,
  secretsOf,
  type BsreAppearance,
  type BsreSignRequest,
} from './bsre-request.js';
import type { GatewayDesk } from './gateway-desk.js';
import { readChain } from './read-chain.js';
import { readFindings } from './read-findings.js';
import { readOneTimeCode } from './read-one-time-code.js';
import { readStanding } from './read-standing.js';
import { jsonBody, type JsonPart } from './request-body.js';

/** v2: JSON both ways. Keeps nothing for download. */
export function secondVersion(desk: GatewayDesk): Omit<BsreGateway, 'fileSize'> {
  const order = (path: string, subscriber: string, count: number | undefined, totp: Buffer | undefined) => {
    checkSubscriber(subscriber);
    if (totp) checkSecret(totp);
    const body = jsonBody({
      idSubscriber: { plain: subscriber },
      ...(count === undefined ? {} : { data: { plain: checkedCount(count) } }),
      ...(totp && { totp: { secret: totp } }),
    });
    return desk.order(
      { path: `/api/v2/seal/${path}`, body, secrets: totp ? [secretOf({ totp })] : [] },
      readOneTimeCode,
    );
  };
  return {
    version: 'v2',
    async status(identity) {
      checkIdentity(identity);
      const body = jsonBody(whoIs(identity));
      return desk.ask(
        { path: '/api/v2/user/check/status', body, secrets: secretsOf(identity) },
        readStanding,
      );
    },
    async requestTotp(identity, count) {
      checkIdentity(identity);
      const body = jsonBody({ ...whoIs(identity), data: { plain: checkedCount(count) } });
      const path = '/api/v2/sign/get/totp';
      return desk.order({ path, body, secrets: secretsOf(identity) }, readOneTimeCode);
    },
    async sign(request) {
      const { identity, authorisation, pdf } = request;
      const secret = secretOf(authorisation);
      checkIdentity(identity);
      checkSecret(secret.bytes);
      checkDescribed(request);
      // In this order, which one installation insists on.
      const body = jsonBody({
        ...whoIs(identity),
        [secret.name]: { secret: secret.bytes },
        ...drawn(request),
      });
      return desk.dispatch(
        { path: '/api/v2/sign/pdf', body, secrets: secretsOf(identity, authorisation) },
        pdf,
      );
    },
    // Whatever is asked here was signed, perhaps.
    download: () =>
      Promise.reject(new BsreFailure('not-offered', { outcome: 'unknown', detail: 'v2 keeps no files' })),
    verify: async (pdf) => {
      const body = jsonBody({ file: { file: pdf, listed: false } });
      return desk.judge({ path: '/api/v2/verify/pdf', body }, readFindings);
    },
    certificateChain: async (id) =>
      desk.ask({ path: `/api/v2/user/certificate/chain/${encodeURIComponent(id)}` }, readChain),
    sealActivation: async (subscriber, totp) => order('get/activation', subscriber, undefined, totp),
    revokeSealActivation: async (subscriber, totp) => order('revoke/activation', subscriber, undefined, totp),
    sealTotp: async (subscriber, count, activation) => order('get/totp', subscriber, count, activation),
    async seal(request) {
      const { subscriber, totp, pdf } = request;
      checkSubscriber(subscriber);
      checkSecret(totp);
      checkDescribed(request);
      const body = jsonBody({
        idSubscriber: { plain: subscriber },
        totp: { secret: totp },
        ...drawn(request),
      });
      return desk.dispatch({ path: '/api/v2/seal/pdf', body, secrets: [secretOf({ totp })] }, pdf);
    },
  };
}

function whoIs(identity: BsreSignRequest['identity']): Record<string, JsonPart> {
  return 'nik' in identity ? { nik: { plain: identity.nik } } : { email: { plain: identity.email } };
}

function drawn({ appearance, reason, location, pdf }: Omit<BsreSignRequest, 'identity' | 'authorisation'>) {
  const properties = { ...appearanceOf(appearance), location: location ?? null, reason: reason ?? '' };
  return { signatureProperties: { plain: [properties] }, file: { file: pdf, listed: true } } as const;
}

function appearanceOf(appearance: BsreAppearance): Readonly<Record<string, unknown>> {
  if (appearance.kind === 'invisible') return { tampilan: 'INVISIBLE' };
  const imageBase64 = Buffer.from(appearance.image).toString('base64');
  if (appearance.kind === 'tagged') {
    const { tag, width, height } = appearance;
    return {
      tampilan: 'VISIBLE',
      tag_koordinat: tag,
      imageBase64,
      width: Math.round(width),
      height: Math.round(height),
    };
  }
  const { page, x, y, width, height } = appearance.placement;
  return { tampilan: 'VISIBLE', imageBase64, page, originX: x, originY: y, width, height };
}

function checkedCount(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw unsent('request-invalid', 'the number of files is none');
}
