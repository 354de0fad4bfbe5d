import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readCertificate, readCertificates, type Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { fingerprint, type AnchorRule } from './anchor-rule.js';
import { readRules, type FileRule } from './trust-rules.js';

/** Whom the operator trusts: the roots (or intermediates) at which a path may end, and for what. */
export interface TrustStore {
  readonly anchors: readonly Certificate[];
  /** At most one for each anchor. An anchor without a rule is trusted for every purpose. */
  readonly rules?: readonly AnchorRule[];
}

const EXTENSIONS = new Set(['.pem', '.crt', '.cer']);
const RULES = 'rules.json';

/**
 * Reads every certificate file of a folder, DER or PEM, several in one file too, and `rules.json` beside them if it is
 * there: what each file is called, whose word it is, and what a path that ends there must be like.
 *
 * ```json
 * { "root-ca-indonesia.crt": { "name": "Root CA Indonesia", "kind": "national", "purposes": ["signature"],
 *     "policies": ["2.16.360.1.1.1"], "issuers": [{ "O": "Badan Siber dan Sandi Negara" }], "leaves": [{ "C": "ID" }] } }
 * ```
 *
 * A file that cannot be read is refused and not passed over: an operator who put it there expects it to
 * count. So is a rule that says what we do not know, or that is of no file.
 *
 * @throws {KeyRefusal} `certificate-unreadable`, `trust-rules-unreadable`, naming the file
 */
export async function readTrustStore(folder: string): Promise<TrustStore> {
  const all = (await readdir(folder)).toSorted();
  const names = all.filter((name) => EXTENSIONS.has(extname(name).toLowerCase()));
  const files = await Promise.all(names.map((name) => readAnchors(folder, name)));
  const anchors = files.flatMap((file) => file.anchors);
  if (!all.includes(RULES)) return { anchors };
  const rules = readRules(await readFile(join(folder, RULES), 'utf8'), RULES);
  for (const name of rules.keys()) {
    if (!names.includes(name)) throw new KeyRefusal('trust-rules-unreadable', `${RULES}: no file ${name}`);
  }
  return { anchors, rules: files.flatMap((file) => ruled(file, rules.get(file.name))) };
}

interface AnchorFile {
  readonly name: string;
  readonly anchors: readonly Certificate[];
}

function ruled({ anchors }: AnchorFile, rule: FileRule | undefined): AnchorRule[] {
  return rule ? anchors.map((anchor) => ({ ...rule, anchor: fingerprint(anchor) })) : [];
}

async function readAnchors(folder: string, name: string): Promise<AnchorFile> {
  const bytes = await readFile(join(folder, name));
  try {
    const several = readCertificates(bytes.toString('latin1'));
    return { name, anchors: several.length > 0 ? several : [readCertificate(bytes)] };
  } catch (cause) {
    throw new KeyRefusal('certificate-unreadable', name, { cause });
  }
}
