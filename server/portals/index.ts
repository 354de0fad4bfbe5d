export { accountsOf, refuseAccount, type Account } from './accounts.js';
export { batchRoutes } from './batch.routes.js';
export { beginSession } from './begin-session.js';
export { atOwnDesk, atThisDesk, type DeskEnv } from './desk.middleware.js';
export { isKnownOrigin } from './known-origin.js';
export {
  addPortalKey,
  linkAccount,
  makePortal,
  movePortal,
  portalsOf,
  type PortalPlan,
} from './make-portal.js';
export { openSession, type Session } from './open-session.js';
export { portalsRoutes } from './portals.routes.js';
export { needs, signedIn, type SessionEnv } from './scope.middleware.js';
export { disablePortalKey } from './disable-portal-key.js';
