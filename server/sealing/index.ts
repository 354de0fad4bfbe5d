export { sealSettingsFault } from './check-seal-settings.js';
export { importSealKey, type SealKeyFile } from './import-seal-key.js';
export { listSealKeys } from './list-seal-keys.js';
export { registerSealToken, type SealToken } from './register-seal-token.js';
export { retireSealKey } from './retire-seal-key.js';
