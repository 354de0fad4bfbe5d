export { beginSigning } from './begin-signing.js';
export { enrolOfficial, showEnrolment } from './enrol-official.js';
export { enrolmentRoutes } from './enrolment.routes.js';
export { inviteOfficial, type Invitation } from './invite-official.js';
export { numberLetter } from './number-letter.js';
export { reconcileSigning } from './reconcile-signing.js';
export { showIntent } from './show-intent.js';
export { signLetter, type SignInput } from './sign-letter.js';
export { signaturesOf } from './signatures-of.js';
export { signingDeskRoutes, signingRoutes } from './signing.routes.js';
export {
  ensureAuthority,
  tenantAuthority,
  trialIssuers,
  trialRoots,
  type TenantAuthority,
} from './tenant-authority.js';
export { timestampRoutes } from './timestamp.routes.js';
