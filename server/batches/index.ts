export { beginBatch } from './begin-batch.js';
export { cancelBatch, leaveLetter, seePages } from './change-batch.js';
export { releaseBatches } from './held-batches.js';
export { unendedBatches } from './list-unended.js';
export { showBatch, showProgress } from './show-batch.js';
export { resumeBatch, signBatch, type SignBatchInput } from './sign-batch.js';
export { batchDeskRoutes, batchFrameRoutes } from './sign-batches.routes.js';
