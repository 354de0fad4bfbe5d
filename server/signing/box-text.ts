import type { SignatureBoxText } from '../pdf/index.js';
import { capacityTitle } from '../people/index.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * What the box says of the signer (Permendagri 1/2023 Ps 44): acting holders and heads of region bear neither rank nor
 * NIP, everybody else does. The title is in capitals, as above a name on paper.
 */
export function boxText({ appointment, position, unit, official, tenant }: SigningFacts): SignatureBoxText {
  const headOfRegion = unit.kind === 'kabupaten' && position.is_head === 1;
  const plain = appointment.capacity !== 'definitive' || headOfRegion;
  return {
    capacity: [capacityTitle(appointment.capacity, position.title.toUpperCase())],
    name: official.name,
    trial: tenant.legal_mode === 'trial',
    ...(plain || official.rank === null ? {} : { rank: official.rank }),
    ...(plain || official.nip === null ? {} : { nip: official.nip }),
  };
}
