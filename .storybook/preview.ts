import type { Decorator, Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import { type House, houses } from './houses.js';

const sheet = document.createElement('style');
document.head.append(sheet);

/** Puts the story into a stranger's page, whose language and theme stand on an element of the page as they would there. */
const inHouse: Decorator = (story, { globals }) => {
  const theme = String(globals.theme);
  sheet.textContent = `${houses[globals.house as House] ?? ''} .house[data-paper=dark] { background: #1b1d1f; color-scheme: dark; }`;
  const drawn: unknown = story();
  if (drawn instanceof HTMLElement) drawn.setAttribute('theme', theme);
  return html`<div class="house" lang=${String(globals.language)} data-paper=${theme}>${drawn}</div>`;
};

const toolbar = <Icon extends string>(
  title: string,
  icon: Icon,
  items: readonly { value: string; title: string }[],
) => ({
  description: title,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

const preview: Preview = {
  decorators: [inHouse],
  initialGlobals: { language: 'id', theme: 'light', house: 'blank' },
  globalTypes: {
    language: toolbar('Language', 'globe', [
      { value: 'id', title: 'Indonesia' },
      { value: 'en', title: 'English' },
    ]),
    theme: toolbar('Theme', 'circlehollow', [
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
      { value: 'auto', title: 'Auto' },
    ]),
    house: toolbar('House', 'home', [
      { value: 'blank', title: 'Blank page' },
      { value: 'bootstrap3', title: 'Bootstrap 3, 10 px' },
      { value: 'adminlte', title: 'AdminLTE' },
    ]),
  },
  parameters: { layout: 'fullscreen', a11y: { test: 'error' }, docs: { codePanel: true } },
};

export { preview as default };
