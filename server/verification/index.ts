export { publicLetter, type PublicLetter, type PublicVerdict } from './public-letter.js';
export { reportAgrees } from './report-agrees.js';
export { verificationRoutes } from './verification.routes.js';
export { verifyCode, verifyUpload } from './verify-upload.js';
