import { isIn } from './known-clouds.ts';

/** Pages for people, and services of another kind, whose addresses are pasted instead of an endpoint. */
const WRONG_HOSTS: readonly (readonly [domain: string, problem: string])[] = [
  ...['portal.azure.com', 'portal.azure.us', 'portal.azure.cn'].map(
    (domain) =>
      [domain, 'is a page of the portal (the endpoint is on the page "Keys and Endpoint")'] as const,
  ),
  ['customvision.ai', 'is a page of Custom Vision (the endpoint is in its settings)'],
  ['ai.azure.com', 'is a page of a portal (the endpoint is on the page of the resource)'],
  ['cognitive.azure.com', 'is a page of Vision Studio (the endpoint is on the page of the resource)'],
  ['appliedai.azure.com', 'is a page of a studio (the endpoint is on the page of the resource)'],
  ['dev.cognitive.microsoft.com', 'is a page of the documentation'],
  ['learn.microsoft.com', 'is a page of the documentation'],
  ['openai.azure.com', 'is the address of Azure OpenAI, which does not read images here'],
  ['management.azure.com', 'is an address of Azure Resource Manager'],
];

/** Foundry projects have an API of their own below the resource. */
const PROJECT = /^\/api\/projects\b/;

/**
 * The problem of an address that is Azure's but no endpoint of a service, as the predicate of a sentence; null for all
 * others.
 */
export function wrongAddress({ hostname, pathname }: URL): string | null {
  if (isIn(hostname, 'services.ai.azure.com')) {
    return PROJECT.test(pathname) ? 'is the address of a Foundry project, not of its resource' : null;
  }
  return WRONG_HOSTS.find(([domain]) => isIn(hostname, domain) && !isRegional(hostname))?.[1] ?? null;
}

const isRegional = (hostname: string): boolean => /(?:^|\.)api\.cognitive\./.test(hostname);
