import { misformed } from './gateway-refusal.js';

/** What a caller wants to be seen, from either version. */
export interface WantedAppearance {
  readonly picture: { readonly image: Uint8Array } | { readonly link: string };
  readonly place: WantedPlace;
}

/** In points. From which corner x and y are counted is the gateway's own affair. */
export type WantedPlace =
  | {
      readonly page: number | 'last';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly tag: string; readonly width: number; readonly height: number };

/** Fields as they came, whatever they are called in that version. */
export interface PlaceFields {
  readonly tag: unknown;
  readonly page: unknown;
  readonly x: unknown;
  readonly y: unknown;
  readonly width: unknown;
  readonly height: unknown;
}

const largest = 14_400;

/**
 * A tag goes before coordinates. That a number may be missing nowhere, and that a tag is one character: the first is
 * `synthetic: true`, the second was met in the field in 2025.
 *
 * @throws {GatewayRefusal}
 */
export function readPlace(fields: PlaceFields): WantedPlace {
  const size = { width: length(fields.width, 'width'), height: length(fields.height, 'height') };
  const { tag, page } = fields;
  if (tag !== undefined && tag !== null && tag !== '') {
    if (typeof tag !== 'string' || [...tag].length !== 1)
      throw misformed('tag_koordinat harus satu karakter');
    return { tag, ...size };
  }
  const on = page === 'last' ? page : number(page, 'page');
  if (on !== 'last' && (!Number.isInteger(on) || on < 1)) throw misformed('page harus bilangan mulai dari 1');
  return { page: on, x: number(fields.x, 'x'), y: number(fields.y, 'y'), ...size };
}

function length(value: unknown, name: string): number {
  const points = number(value, name);
  if (points <= 0) throw misformed(`${name} harus lebih dari 0`);
  return points;
}

/** A JSON number or the text of one: forms send text. */
function number(value: unknown, name: string): number {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (!/^-?\d+(?:\.\d+)?$/.test(text) || Math.abs(Number(text)) > largest)
    throw misformed(`${name} harus diisi dengan angka`);
  return Number(text);
}
