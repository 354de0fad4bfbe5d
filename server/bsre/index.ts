export { type BsreCode } from './bsre-code.js';
export { BsreFailure, type BsreOutcome } from './bsre-failure.js';
export { calibrateGateway, type Calibration } from './calibrate-gateway.js';
export { openBsreGateway, type BsreGateway } from './bsre-gateway.js';
export { bsreLimits, type BsreLimits } from './bsre-limits.js';
export {
  type BsreAppearance,
  type BsreAuthorisation,
  type BsreIdentity,
  type BsreSealRequest,
  type BsreSignRequest,
} from './bsre-request.js';
export {
  bsreSettingsFault,
  BsreSettingsRefusal,
  readBsreSettings,
  type BsreSettings,
  type OriginCorner,
  type PageSpace,
} from './bsre-settings.js';
export { gatewayPlacement, type GatewayPlacement, type SizedPlacement } from './gateway-placement.js';
export { type BsreChain } from './read-chain.js';
export { type BsreFindings, type BsreFoundSignature } from './read-findings.js';
export { type BsreOneTimeCode } from './read-one-time-code.js';
export { type BsreSigned } from './read-signed.js';
export { type BsreState, type BsreStanding } from './read-standing.js';
