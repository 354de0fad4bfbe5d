import type { GatewayAnswer } from './gateway-answer.js';
import type { GatewayCall, GatewayState } from './gateway-state.js';
import { judgeForm, judgeJson } from './judge-upload.js';
import { makeSealCode, revokeActivation, sendActivation } from './send-seal-codes.js';
import { signByForm } from './sign-by-form.js';
import { sealByJson, signByJson } from './sign-by-json.js';
import type { CallKind } from './simulator-faults.js';
import {
  giveDocument,
  sendSigningCode,
  tellChain,
  tellStatusByJson,
  tellStatusByPath,
} from './tell-status.js';

export interface GatewayRoute {
  readonly method: 'GET' | 'POST';
  /** One ending in a stroke takes one more part, which is a name. */
  readonly path: string;
  readonly version: 'v1' | 'v2';
  readonly kind: CallKind;
  readonly handle: (state: GatewayState, call: GatewayCall) => GatewayAnswer | Promise<GatewayAnswer>;
}

const v1 = (
  method: GatewayRoute['method'],
  path: string,
  kind: CallKind,
  handle: GatewayRoute['handle'],
): GatewayRoute => ({ method, path, version: 'v1', kind, handle });
const v2 = (
  method: GatewayRoute['method'],
  path: string,
  kind: CallKind,
  handle: GatewayRoute['handle'],
): GatewayRoute => ({ ...v1(method, path, kind, handle), version: 'v2' });

/** Rows 1 to 4, 6 to 9, 11 and 12 of the domain page. Of the rest no source shows an answer. */
const routes: readonly GatewayRoute[] = [
  v1('POST', '/api/sign/pdf', 'sign', signByForm),
  v1('GET', '/api/sign/download/', 'download', giveDocument),
  v1('POST', '/api/sign/verify', 'verify', judgeForm),
  v1('GET', '/api/user/status/', 'status', tellStatusByPath),
  v2('POST', '/api/v2/sign/pdf', 'sign', signByJson),
  v2('POST', '/api/v2/sign/get/totp', 'totp', sendSigningCode),
  v2('POST', '/api/v2/user/check/status', 'status', tellStatusByJson),
  v2('GET', '/api/v2/user/certificate/chain/', 'chain', tellChain),
  v2('POST', '/api/v2/verify/pdf', 'verify', judgeJson),
  v2('POST', '/api/v2/seal/get/activation', 'totp', sendActivation),
  v2('POST', '/api/v2/seal/revoke/activation', 'totp', revokeActivation),
  v2('POST', '/api/v2/seal/get/totp', 'totp', makeSealCode),
  v2('POST', '/api/v2/seal/pdf', 'seal', sealByJson),
];

/** By path alone, so that a wrong method can be told from a wrong path. */
export function findRoute(
  method: string,
  path: string,
): (GatewayRoute & { readonly name: string }) | undefined {
  const found = routes.filter((route) =>
    route.path.endsWith('/')
      ? path.startsWith(route.path) && /^[^/]+$/.test(path.slice(route.path.length))
      : path === route.path,
  );
  const route = found.find((one) => one.method === method) ?? found[0];
  if (!route) return undefined;
  const name = route.path.endsWith('/') ? path.slice(route.path.length) : '';
  return { ...route, name };
}
