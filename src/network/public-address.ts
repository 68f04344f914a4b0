import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 addresses that are not of the Internet: https://www.iana.org/assignments/iana-ipv4-special-registry. The last one
 * is Azure's own host, seen from a virtual machine: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const SPECIAL_IPV4 = [
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
  ['168.63.129.16', 32],
] as const;

/**
 * The same below 2000::/3, outside of which no IPv6 address is of the Internet:
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const SPECIAL_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const specialIPv4 = new BlockList();
for (const [address, prefix] of SPECIAL_IPV4) specialIPv4.addSubnet(address, prefix, 'ipv4');
const globalIPv6 = new BlockList();
globalIPv6.addSubnet('2000::', 3, 'ipv6');
const specialIPv6 = new BlockList();
for (const [address, prefix] of SPECIAL_IPV6) specialIPv6.addSubnet(address, prefix, 'ipv6');

/**
 * Whether an IP address is one of the public Internet: not of this machine, a private network, a link, a group of
 * receivers or a documentation. IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) is not public, whatever it holds.
 *
 * @param address as a resolver or a URL gives it, without brackets
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialIPv4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalIPv6.check(address, 'ipv6') && !specialIPv6.check(address, 'ipv6');
}
