import { bsreSettingsFault, openBsreGateway, readBsreSettings } from './bsre/index.js';
import { ConfigRefusal } from './config.js';
import { KeyRefusal, readCertificates, type Certificate } from './pdf/index.js';
import { isObject, readSecretJson } from './secret-json.js';
import type { TenantGateway } from './tenants/index.js';

/**
 * Reads the file of `NOKEN_SIGNING`: by the slug of each tenant whose officials sign at a gateway, which and how.
 *
 * ```json
 * { "keerom": { "bsre": { "address": "https://esign.example.go.id", "version": "v2",
 *     "login": { "name": "…", "password": "…" }, "originCorner": "bottom-left" }, "trialRoots": ["-----BEGIN …"] } }
 * ```
 *
 * It holds passwords, so that one which others of the machine may read is refused.
 *
 * @throws {ConfigRefusal} one sentence that repeats nothing secret
 */
export async function readSigningSettings(path: string): Promise<ReadonlyMap<string, TenantGateway>> {
  const value = await readSecretJson('NOKEN_SIGNING', path);
  if (!isObject(value)) throw refusal(path, 'it must be an object with a tenant’s slug for each key');
  return new Map(
    Object.entries(value).map(([slug, settings]) => [slug, tenantGateway(path, slug, settings)]),
  );
}

function tenantGateway(path: string, slug: string, value: unknown): TenantGateway {
  if (!isObject(value)) throw refusal(path, `${slug} must be an object with "bsre"`);
  const unknown = Object.keys(value).find((key) => !['bsre', 'trialRoots'].includes(key));
  if (unknown !== undefined) throw refusal(path, `${slug} knows no ${JSON.stringify(unknown.slice(0, 40))}`);
  const fault = bsreSettingsFault(value['bsre']);
  if (fault !== undefined) throw refusal(path, `${slug}: ${fault}`);
  const settings = readBsreSettings(value['bsre']);
  return {
    gateway: openBsreGateway(settings),
    originCorner: settings.originCorner,
    ...(settings.pageSpace && { pageSpace: settings.pageSpace }),
    trialRoots: roots(path, slug, value['trialRoots']),
  };
}

function roots(path: string, slug: string, value: unknown): Certificate[] {
  if (value === undefined) return [];
  const fault = `${slug}: trialRoots must be a list of certificates in PEM`;
  if (!Array.isArray(value) || !value.every((pem) => typeof pem === 'string')) throw refusal(path, fault);
  try {
    const found = value.map((pem) => readCertificates(pem));
    if (found.some((each) => each.length === 0)) throw refusal(path, fault);
    return found.flat();
  } catch (cause) {
    throw cause instanceof KeyRefusal ? refusal(path, fault, cause) : cause;
  }
}

function refusal(path: string, why: string, cause?: unknown): ConfigRefusal {
  return new ConfigRefusal(`NOKEN_SIGNING: ${path}: ${why}.`, { cause });
}
