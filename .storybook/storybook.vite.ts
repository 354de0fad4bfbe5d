import { defineConfig } from 'vite';

/** The kit's own Vite settings build libraries and ask for a mode; Storybook builds a site. One copy of Lit only. */
export const storybookVite = defineConfig({
  resolve: { dedupe: ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context'] },
  // As tsconfig.json says; without it decorators stay in the output and no browser parses them.
  oxc: {
    decorator: { legacy: true },
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  build: { target: 'es2022' },
});

export { storybookVite as default };
