export { archiveRoutes } from './archive.routes.js';
export { makeSlip } from './make-slip.js';
export { slipFile } from './slip-file.js';
