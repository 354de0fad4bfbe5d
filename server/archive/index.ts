export { archiveRoutes } from './archive.routes.js';
export { stampArchive, stampArchives, type ArchiveRun } from './archive-stamping.js';
export { evidenceFile } from './evidence-file.js';
export { evidencePack } from './evidence-pack.js';
export { listArchive } from './list-archive.js';
export { makeSlip } from './make-slip.js';
export { slipFile } from './slip-file.js';
