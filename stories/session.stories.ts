import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { CountersElement, SessionElement } from '../components/index.js';

SessionElement.define();
CountersElement.define();

const meta: Meta = { title: 'Elements/noken-session', component: 'noken-session' };
export { meta as default };

/** Draws nothing itself: what is inside says what is wrong. Here the portal gives no session, and no server is asked. */
export const NobodySignedIn: StoryObj = {
  render: () => html`
    <noken-session
      server="https://noken.example"
      .getToken=${() => Promise.reject(new Error('Nobody is signed in to this portal.'))}
    >
      <noken-counters></noken-counters>
    </noken-session>
  `,
};

/** Before the page has said how a session is had, elements wait and say nothing. */
export const NotConfigured: StoryObj = {
  render: () =>
    html`<noken-session server="https://noken.example"><noken-counters></noken-counters></noken-session>`,
};
