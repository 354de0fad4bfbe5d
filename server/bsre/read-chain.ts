import { jsonObject } from './answer-fields.js';

/** A person's certificate and those above it, leaf first. */
export interface BsreChain {
  /** As the gateway writes them, PEM or base64. */
  readonly certificates: readonly string[];
  /** The answer, masked. */
  readonly raw: string;
}

/** @returns undefined where it is no list: a wrong id is answered by text that is called JSON */
export function readChain(text: string): Pick<BsreChain, 'certificates'> | undefined {
  const fields = jsonObject(text);
  const list = fields?.['data'];
  if (!Array.isArray(list) || fields?.['success'] === false || list.length > 20) return undefined;
  return list.every((each) => typeof each === 'string') ? { certificates: list } : undefined;
}
