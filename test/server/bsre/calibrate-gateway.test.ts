import { describe, expect, test } from 'vitest';
import { calibrateGateway } from '../../../server/bsre/index.js';
import { contractPicture, openSimulated } from '../../support/contract-gateways.js';

const corners = ['bottom-left', 'top-left'] as const;
const spaces = ['shown', 'own'] as const;

describe.each(['v1', 'v2'] as const)('a gateway of %s', (version) => {
  test.each(corners.flatMap((corner) => spaces.map((space) => [corner, space] as const)))(
    'that counts from %s of the page %s is found out',
    async (originCorner, pageSpace) => {
      const opened = await openSimulated(version, { originCorner });
      const { gateway, simulator, nik } = opened;
      try {
        await simulator.arm({ 'origin-corner': originCorner, 'page-space': pageSpace, calls: 10 });
        const signer = {
          identity: { nik },
          authorisation: { passphrase: opened.passphrase() },
          image: await contractPicture(),
        };
        const found = await calibrateGateway(gateway, signer);
        expect(found).toMatchObject({ originCorner, pageSpace });
        expect(found.signatures).toBeLessThanOrEqual(4);
      } finally {
        await opened.close();
      }
    },
  );
});

test('a gateway that puts the box elsewhere is known for nothing, after two tries', async () => {
  const opened = await openSimulated('v2');
  const { gateway, nik } = opened;
  try {
    const astray = {
      sign: (request: Parameters<typeof gateway.sign>[0]) =>
        gateway.sign({ ...request, appearance: { kind: 'invisible' } }),
    };
    const signer = {
      identity: { nik },
      authorisation: { passphrase: opened.passphrase() },
      image: await contractPicture(),
    };
    expect(await calibrateGateway(astray, signer)).toEqual({ signatures: 2 });
  } finally {
    await opened.close();
  }
});
