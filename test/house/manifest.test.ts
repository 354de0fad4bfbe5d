import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestProblems } from '../../scripts/check-manifest.mjs';
import { repositoryRoot } from '../support/repository-files.js';

const events = `
/** The letter was signed. */
export class SignedEvent extends Event {
  constructor(readonly letterId: string) { super('noken-signed'); }
}
`;

const element = `
import { LitElement, html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SignedEvent } from '../events.js';

/**
 * Signs a letter.
 *
 * @tag noken-sign-button
 * @event noken-signed - The letter was signed.
 * @csspart button - The button.
 */
export class SignButtonElement extends LitElement {
  /** Which letter. */
  @property({ attribute: 'letter-id' }) letterId = '';
  @state() private phase = 'ready';
  sign(signature: string) { this.dispatchEvent(new SignedEvent(signature)); }
}
`;

interface Declared {
  readonly name: string;
  readonly description?: string;
}
interface Element {
  readonly name: string;
  readonly tagName?: string;
  readonly events?: readonly Declared[];
  readonly attributes?: readonly Declared[];
  readonly members?: readonly Declared[];
}
interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Element[] }[];
}

describe('the manifest of elements', () => {
  const house = mkdtempSync(join(tmpdir(), 'noken-manifest-'));
  let manifest: Manifest;
  let found: Element | undefined;

  beforeAll(() => {
    place('components/events.ts', events);
    place('components/sign-button/sign-button.ts', element);
    symlinkSync(join(repositoryRoot, 'node_modules'), join(house, 'node_modules'));
    place('package.json', '{"type":"module"}');
    place(
      'custom-elements-manifest.config.js',
      readFileSync(join(repositoryRoot, 'custom-elements-manifest.config.js'), 'utf8'),
    );
    const ran = spawnSync(
      process.execPath,
      [
        join(repositoryRoot, 'node_modules/@custom-elements-manifest/analyzer/cem.js'),
        ...['analyze', '--config', 'custom-elements-manifest.config.js'],
      ],
      { cwd: house, encoding: 'utf8' },
    );
    expect(ran.stderr + ran.stdout).not.toMatch(/error/i);
    manifest = JSON.parse(readFileSync(join(house, 'dist/npm/custom-elements.json'), 'utf8')) as Manifest;
    found = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === 'noken-sign-button');
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it('holds the documented events, and none that the analyzer made up from an argument', () => {
    expect(found?.events?.map(({ name }) => name)).toEqual(['noken-signed']);
  });

  it('holds the attribute, and no state', () => {
    expect(found?.attributes?.map(({ name }) => name)).toEqual(['letter-id']);
    expect(found?.members?.map(({ name }) => name)).toEqual(['letterId', 'sign']);
  });

  it('is whole for such an element', () => {
    expect(manifestProblems(manifest)).toEqual([]);
  });

  it('names what an element does not tell', () => {
    const bare = {
      modules: [
        {
          declarations: [
            {
              customElement: true,
              name: 'BareElement',
              events: [{ name: 'signature' }],
              attributes: [{ name: 'letter-id' }],
              cssParts: [{ name: 'button' }],
            },
          ],
        },
      ],
    };
    expect(manifestProblems(bare)).toHaveLength(5);
  });

  function place(path: string, text: string): void {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
});
