export { answerPublicly } from './answer-publicly.middleware.js';
export { bsreAnswer, type BsreAnswer } from './bsre-answer.js';
export { letterVerificationRoutes } from './letter-verification.routes.js';
export { publicLetter, type PublicLetter, type PublicVerdict } from './public-letter.js';
export { reportAgrees } from './report-agrees.js';
export { verificationRoutes } from './verification.routes.js';
export { readRevision, revisionSource } from './read-revision.js';
export { verifyLetter } from './verify-letter.js';
export { verifyCode, verifyUpload } from './verify-upload.js';
