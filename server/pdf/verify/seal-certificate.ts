import type { Certificate } from '../core/certificate.js';
import { readWholeDer, type DerNode } from '../core/der-reader.js';
import { KeyRefusal } from '../core/key-refusal.js';

/** `qcStatements` (RFC 3739 §3.2.6), the statement on the type (ETSI EN 319 412-5 §4.2.3), and its value for seals. */
const STATEMENTS = '1.3.6.1.5.5.7.1.3';
const QC_TYPE = '0.4.0.1862.1.6';
const QC_TYPES = { signature: '0.4.0.1862.1.6.1', seal: '0.4.0.1862.1.6.2' };

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
/** Which only the certificate of a legal person has (ETSI EN 319 412-3 §4.2.1). */
const ORGANIZATION_IDENTIFIER = '2.5.4.97';
/** Surname, title, given name, pseudonym: what an institution has not. */
const PERSONAL = new Set(['2.5.4.4', '2.5.4.12', '2.5.4.42', '2.5.4.65']);

/**
 * Whether a certificate belongs to an institution, so that what it signed is a seal.
 *
 * What the certificate says of its type decides. Where it says nothing, a name without anything personal does, if it
 * has an identifier of the organization, or if the common name is the name of the organization itself.
 */
export function isSealCertificate(certificate: Certificate): boolean {
  try {
    const types = statedTypes(certificate);
    if (types.length > 0) return types.includes(QC_TYPES.seal) && !types.includes(QC_TYPES.signature);
    return namesInstitution(certificate);
  } catch (error) {
    // What cannot be read makes nobody an institution.
    if (error instanceof KeyRefusal) return false;
    throw error;
  }
}

function statedTypes({ der }: Certificate): string[] {
  const extensions = readWholeDer(der)
    .at(0)
    .children.find((field) => field.is(0xa3));
  const found = extensions?.at(0).children.find((extension) => extension.at(0).oid() === STATEMENTS);
  if (!found) return [];
  const statements = readWholeDer(found.at(found.children.length - 1).octets()).expect(0x30).children;
  return statements
    .filter((statement) => statement.at(0).oid() === QC_TYPE)
    .flatMap((statement) =>
      statement
        .at(1)
        .expect(0x30)
        .children.map((type) => type.oid()),
    );
}

function namesInstitution({ subject }: Certificate): boolean {
  const pairs = readWholeDer(subject.der).children.flatMap((relative: DerNode) => relative.children);
  const values = new Map(pairs.map((pair) => [pair.at(0).oid(), pair.at(1).text()]));
  if ([...values.keys()].some((oid) => PERSONAL.has(oid))) return false;
  if (values.has(ORGANIZATION_IDENTIFIER)) return true;
  const [name, organization] = [COMMON_NAME, ORGANIZATION].map((oid) => folded(values.get(oid)));
  return name !== '' && name === organization;
}

function folded(text = ''): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
