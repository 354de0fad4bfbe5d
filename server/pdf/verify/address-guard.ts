import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the open internet (RFC 6890 and its registries). */
const closed = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only what is given out to the public, without the ways to wrap an IPv4 address into it. */
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(network, bits, 'ipv6');

/** Whether an address is one of the open internet: not of this machine, this network or any other closed one. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  // A mapped IPv4 address lies outside 2000::/3 and is refused with the rest.
  return family === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** What is thrown where a name leads into a closed network. */
export class ClosedNetwork extends Error {
  override readonly name = 'ClosedNetwork';
}

/**
 * Looks a name up for a connection and gives none but public addresses. It is the connection's own look-up, so that a
 * name cannot lead elsewhere between being checked and being used.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) {
      done(error, '', 0);
      return;
    }
    const [first] = found;
    if (!first || found.some(({ address }) => !isPublicAddress(address))) {
      done(new ClosedNetwork(`${host} leads into a closed network`), '', 0);
      return;
    }
    if (options.all === true) done(null, found);
    else done(null, first.address, first.family);
  });
};
