import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { OfficeElement } from '../../components/internal/office-element.js';
import { isHueAllowed, type TokenName, tokens } from '../../components/internal/tokens.js';
import { tenant } from '../fixtures/letter-samples.js';
import { office } from './support/at-desk.js';
import { settled } from './support/settled.js';

/** WCAG 2.x, of colours as the browser computes them. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [one, other]
    .map((colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return luminance([...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3));
    })
    .sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Figures of the specification of the look, light and dark. */
const table: readonly (readonly [text: TokenName, surface: TokenName, light: number, dark: number])[] = [
  ['text', 'bg', 16.9, 14.0],
  ['text', 'bg-selected', 14.7, 11.2],
  ['text-2', 'bg', 6.9, 7.7],
  ['text-2', 'bg-sunken', 6.3, 8.4],
  ['text-2', 'bg-hover', 6.0, 6.7],
  ['text-2', 'bg-selected', 6.0, 6.2],
  ['accent', 'bg', 6.7, 8.0],
  ['accent', 'bg-selected', 5.8, 6.4],
  ['on-accent', 'accent', 6.7, 8.3],
  ['on-accent', 'accent-hover', 8.8, 10.1],
  ['danger', 'bg', 6.5, 8.5],
  ['danger', 'danger-bg', 5.8, 7.6],
  ['danger', 'bg-selected', 5.7, 6.8],
  ['warn', 'bg', 7.3, 10.0],
  ['warn', 'warn-bg', 6.7, 8.3],
  ['ok', 'bg', 6.6, 9.5],
  ['ok', 'ok-bg', 5.9, 7.9],
  ['trial', 'bg', 8.2, 8.6],
  ['trial', 'trial-bg', 7.2, 7.5],
  ['line-strong', 'bg', 3.6, 4.6],
  ['line-strong', 'bg-sunken', 3.3, 5.0],
  ['warn-edge', 'bg', 3.7, 6.8],
  ['bar', 'bg', 3.3, 5.7],
  ['focus', 'bg', 6.7, 9.7],
];

class SwatchElement extends OfficeElement {
  static override readonly tag = 'noken-swatch';
  protected override renderInside() {
    return html`<p>warna</p>`;
  }
}

describe('tokens', () => {
  before(() => SwatchElement.define());
  afterEach(() => document.querySelectorAll('noken-swatch').forEach((element) => element.remove()));

  for (const [text, surface, light, dark] of table) {
    it(`${text} on ${surface} has ${light} in light and ${dark} in dark`, () => {
      expect(contrast(tokens[text][0], tokens[surface][0])).to.be.closeTo(light, 0.06);
      expect(contrast(tokens[text][1], tokens[surface][1])).to.be.closeTo(dark, 0.06);
    });
  }

  it('text-2 on every tint has 6 or more', () => {
    for (const tint of ['danger-bg', 'warn-bg', 'ok-bg', 'trial-bg'] as const) {
      for (const theme of [0, 1] as const)
        expect(contrast(tokens['text-2'][theme], tokens[tint][theme])).to.be.least(5.95);
    }
  });

  async function swatch(prepare: (element: SwatchElement) => void) {
    const element = document.createElement('noken-swatch') as SwatchElement;
    prepare(element);
    document.body.append(element);
    await settled(element);
    const root = element.shadowRoot!.querySelector<HTMLElement>('.root')!;
    return {
      element,
      root,
      token: (name: TokenName) => getComputedStyle(root).getPropertyValue(`--n-${name}`).trim(),
    };
  }

  it('keeps its contrast in every hue that a tenant may choose', async () => {
    const { element, root } = await swatch((made) => (made.theme = 'light'));
    const probe = root.querySelector('p')!;
    const seen = (colour: string, theme: 'light' | 'dark') => {
      root.dataset.theme = theme;
      probe.style.color = `var(--n-${colour})`;
      return getComputedStyle(probe).color;
    };
    for (let hue = 0; hue < 360; hue += 1) {
      if (!isHueAllowed(hue)) continue;
      element.office = { ...office, me: { ...office.me!, tenant: { ...tenant, hue } } };
      await element.updateComplete;
      for (const theme of ['light', 'dark'] as const) {
        expect(contrast(seen('accent', theme), seen('bg', theme)), `${hue} ${theme}`).to.be.least(6.1);
        expect(contrast(seen('accent', theme), seen('bg-selected', theme)), `${hue} ${theme}`).to.be.least(
          5.3,
        );
        expect(contrast(seen('on-accent', theme), seen('accent', theme)), `${hue} ${theme}`).to.be.least(6.1);
      }
    }
  });

  it('refuses red, which means late', async () => {
    expect([9, 10, 30, 45, 46, 360, -1, Number.NaN].map(isHueAllowed)).to.deep.equal([
      true,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    const { token } = await swatch(
      (element) => (element.office = { ...office, me: { ...office.me!, tenant: { ...tenant, hue: 30 } } }),
    );
    expect(token('accent')).to.equal(tokens.accent[0]);
  });

  it('lets the page set a colour', async () => {
    const { token } = await swatch((element) => element.style.setProperty('--noken-accent', '#123456'));
    expect(token('accent')).to.equal('#123456');
  });

  it('holds against a page that styles everything', async () => {
    const sheet = document.createElement('style');
    sheet.textContent =
      'html{font-size:10px} *{font-size:11px;color:red;letter-spacing:3px;text-transform:uppercase;line-height:3}';
    document.head.append(sheet);
    const { root } = await swatch(() => undefined);
    const { fontSize, color, letterSpacing, textTransform, lineHeight } = getComputedStyle(
      root.querySelector('p')!,
    );
    sheet.remove();
    expect({ fontSize, color, letterSpacing, textTransform, lineHeight }).to.deep.equal({
      fontSize: '14px',
      color: 'rgb(26, 29, 31)',
      letterSpacing: 'normal',
      textTransform: 'none',
      lineHeight: '20px',
    });
  });

  it('speaks the language of an element below <html>, never that of <html>, and follows a change', async () => {
    document.documentElement.lang = 'en-US';
    const room = document.createElement('div');
    document.body.append(room);
    const { element, root } = await swatch(() => undefined);
    expect(root.lang).to.equal('id');
    room.lang = 'en-GB';
    room.append(element);
    await settled(element);
    expect(root.lang).to.equal('en');
    room.lang = 'id';
    await settled(element);
    expect(root.lang).to.equal('id');
    room.remove();
  });

  it('is safe to define twice, and under a name of the page’s own', () => {
    SwatchElement.define();
    SwatchElement.define();
    expect(customElements.get('noken-swatch')).to.equal(SwatchElement);
  });
});
