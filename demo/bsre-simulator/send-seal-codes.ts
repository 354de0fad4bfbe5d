import { jsonAnswer, type GatewayAnswer } from './gateway-answer.js';
import { misformed, wrongTotp } from './gateway-refusal.js';
import type { GatewayCall, GatewayState } from './gateway-state.js';
import type { CodeMail } from './one-time-codes.js';
import { readJson, textMember } from './request-fields.js';
import { readSubscriber } from './sign-by-json.js';
import { readCount } from './tell-status.js';

/** `POST /api/v2/seal/get/activation`: sends an activation; asked with the one in force, tells how long it still is. */
export function sendActivation(state: GatewayState, call: GatewayCall): GatewayAnswer {
  const fields = readJson(call.body, call.type);
  const subscriber = readSubscriber(state, fields, call);
  const totp = textMember(fields, 'totp');
  if (totp === undefined) {
    state.codes.issue('seal-activation', subscriber, subscriber);
    return jsonAnswer({ success: true, message: 'TOTP Aktivasi berhasil dikirim' });
  }
  const live = state.codes.check('seal-activation', subscriber, totp);
  if (!live) throw wrongTotp();
  return jsonAnswer({
    success: true,
    data: codeText({ ...live, code: totp }, 'TOTP Aktivasi masih berlaku'),
  });
}

/** `POST /api/v2/seal/get/totp`: unlike a person's, this code stands in the answer. */
export function makeSealCode(state: GatewayState, call: GatewayCall): GatewayAnswer {
  const fields = readJson(call.body, call.type);
  const subscriber = readSubscriber(state, fields, call);
  demandActivation(state, subscriber, textMember(fields, 'totp'));
  const mail = state.codes.issue('seal', subscriber, subscriber, readCount(fields['data']));
  return jsonAnswer(codeText(mail, 'TOTP berhasil dibuat'));
}

/** `POST /api/v2/seal/revoke/activation`. Its answer is `synthetic: true`. */
export function revokeActivation(state: GatewayState, call: GatewayCall): GatewayAnswer {
  const fields = readJson(call.body, call.type);
  const subscriber = readSubscriber(state, fields, call);
  demandActivation(state, subscriber, textMember(fields, 'totp'));
  state.codes.revoke('seal-activation', subscriber);
  state.codes.revoke('seal', subscriber);
  return jsonAnswer({ success: true, message: 'TOTP Aktivasi berhasil dicabut' });
}

function demandActivation(state: GatewayState, subscriber: string, totp: string | undefined): void {
  if (totp === undefined) throw misformed('totp harus diisi');
  if (!state.codes.check('seal-activation', subscriber, totp)) throw wrongTotp();
}

function codeText({ code, expires }: Pick<CodeMail, 'code' | 'expires'>, message: string) {
  return { message, totp: code, expires: expires.toISOString().replace('Z', '+0000'), result: true };
}
