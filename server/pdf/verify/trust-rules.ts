import { KeyRefusal } from '../core/key-refusal.js';
import { NAME_LABELS } from '../core/oids.js';
import type { AnchorRule, NamePattern } from './anchor-rule.js';

/** What a file of rules says of one file of certificates. */
export type FileRule = Omit<AnchorRule, 'anchor'>;

const KEYS = new Set(['name', 'kind', 'purposes', 'policies', 'issuers', 'leaves']);
const LABELS = new Set(Object.values(NAME_LABELS));

/**
 * Reads the text of `rules.json`: rules by the name of the certificate file. A word that we do not know is refused, as
 * it may have been meant to limit something.
 *
 * @throws {KeyRefusal} `trust-rules-unreadable`, with `file` and the place in it
 */
export function readRules(text: string, file: string): ReadonlyMap<string, FileRule> {
  const wrong = (place: string, cause?: unknown) =>
    new KeyRefusal('trust-rules-unreadable', `${file}: ${place}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong('not JSON', cause);
  }
  if (!isRecord(value)) throw wrong('not an object');
  return new Map(
    Object.entries(value).map(([name, rule]) => {
      const read = isRecord(rule) && readRule(rule);
      if (!read) throw wrong(name);
      return [name, read];
    }),
  );
}

/** Undefined where anything in it is not as it should be. */
function readRule(rule: Record<string, unknown>): FileRule | undefined {
  const { name, kind, purposes = ['signature', 'timestamp'], policies, issuers, leaves } = rule;
  if (Object.keys(rule).some((key) => !KEYS.has(key))) return undefined;
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200) return undefined;
  if (kind !== 'national' && kind !== 'institution' && kind !== 'trial') return undefined;
  if (!isListOf(purposes, isPurpose) || !isOptionalListOf(policies, isPolicy)) return undefined;
  if (!isOptionalListOf(issuers, isPattern) || !isOptionalListOf(leaves, isPattern)) return undefined;
  return {
    name,
    kind,
    purposes,
    ...(policies && { policies }),
    ...(issuers && { issuers }),
    ...(leaves && { leaves }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An empty list would allow nothing, or everything: nobody could tell which was meant. */
function isListOf<Item>(value: unknown, is: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.length > 0 && value.every(is);
}

function isOptionalListOf<Item>(
  value: unknown,
  is: (item: unknown) => item is Item,
): value is Item[] | undefined {
  return value === undefined || isListOf(value, is);
}

function isPurpose(value: unknown): value is 'signature' | 'timestamp' {
  return value === 'signature' || value === 'timestamp';
}

function isPolicy(value: unknown): value is string {
  return typeof value === 'string' && /^[0-2](\.(0|[1-9]\d*))+$/.test(value);
}

function isPattern(value: unknown): value is NamePattern {
  if (!isRecord(value) || Object.keys(value).length === 0) return false;
  return Object.entries(value).every(
    ([label, text]) => LABELS.has(label) && typeof text === 'string' && text !== '',
  );
}
