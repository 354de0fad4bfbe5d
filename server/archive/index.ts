export { archiveRoutes } from './archive.routes.js';
export { evidenceFile } from './evidence-file.js';
export { evidencePack } from './evidence-pack.js';
export { makeSlip } from './make-slip.js';
export { slipFile } from './slip-file.js';
