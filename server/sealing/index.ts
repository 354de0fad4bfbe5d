export { importSealKey, type SealKeyFile } from './import-seal-key.js';
export { listSealKeys } from './list-seal-keys.js';
export { retireSealKey } from './retire-seal-key.js';
