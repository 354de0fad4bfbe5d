import { defineConfig } from 'vite';

/** The kit's own Vite settings build libraries and ask for a mode; Storybook builds a site. One copy of Lit only. */
export const storybookVite = defineConfig({
  resolve: { dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context'] },
});

export { storybookVite as default };
