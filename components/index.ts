export * from './events.js';
export type { Office, OfficeClient } from './internal/office-client.js';
export { OfficeProblem, type OfficeReport } from './internal/office-problem.js';
export { CountersElement } from './counters/counters.js';
export { DispositionTrailElement } from './disposition-trail/disposition-trail.js';
export { DocumentViewerElement } from './document-viewer/document-viewer.js';
export { SessionElement } from './session/session.js';
export type { GetToken } from './session/token-keeper.js';
export { VerifierElement } from './verifier/verifier.js';
