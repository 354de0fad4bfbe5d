import type { SignatureBoxText } from '../pdf/index.js';
import { capacityTitle, signingLines } from '../people/index.js';
import { formOf } from './preflight.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * What the box says of the signer (Permendagri 1/2023 Ps 44): acting holders and heads of region bear neither rank nor
 * NIP, everybody else does. The title is in capitals, as above a name on paper.
 */
export function boxText(facts: SigningFacts): SignatureBoxText {
  const { appointment, position, unit, official, tenant } = facts;
  const headOfRegion = unit.kind === 'kabupaten' && position.is_head === 1;
  const plain = appointment.capacity !== 'definitive' || headOfRegion;
  return {
    capacity: linesAboveName(facts),
    name: official.name,
    trial: tenant.legal_mode === 'trial',
    ...(plain || official.rank === null ? {} : { rank: official.rank }),
    ...(plain || official.nip === null ? {} : { nip: official.nip }),
  };
}

/** In capitals stands in whose name it is signed; the signer's own title is below, and ends with a comma there. */
function linesAboveName(facts: SigningFacts): string[] {
  const { capacity } = facts.appointment;
  const { title } = facts.position;
  const form = formOf(facts);
  if (form === null) return [capacityTitle(capacity, title.toUpperCase())];
  const giver = form === 'an' ? 0 : 1;
  const above = facts.above.map((one, at) => (at === giver ? one.toUpperCase() : one));
  return signingLines(form, `${capacityTitle(capacity, title)},`, above);
}
