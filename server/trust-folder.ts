import { ConfigRefusal } from './config.js';
import { KeyRefusal, readTrustStore, type TrustStore } from './pdf/index.js';

/**
 * Reads a folder of trusted certificates that a setting names. An operator who set it expects it to count, so one that
 * holds nothing is refused like one that cannot be read.
 *
 * @throws {ConfigRefusal} naming the setting, and the file where one is wrong
 */
export async function readTrustFolder(setting: string, folder: string): Promise<TrustStore> {
  const store = await readTrustStore(folder).catch((cause: unknown) => {
    const where = cause instanceof KeyRefusal ? ` (${cause.detail})` : '';
    throw new ConfigRefusal(`${setting}: the certificates in ${folder} cannot be read${where}.`, { cause });
  });
  if (store.anchors.length === 0)
    throw new ConfigRefusal(`${setting}: there is no certificate in ${folder}.`);
  return store;
}
