import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: {
    name: '@storybook/web-components-vite',
    options: { builder: { viteConfigPath: '.storybook/storybook.vite.ts' } },
  },
  staticDirs: [{ from: '../node_modules/pdfjs-dist/standard_fonts', to: '/pdfjs/standard_fonts' }],
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};

export { config as default };
