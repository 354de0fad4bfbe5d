import { signClient } from './sign-client.js';
import { SignFrameElement } from './sign-frame.js';
import { placeOfScreen, startScreen } from './start-screen.js';

// Starts the screen on the page that the server made for one intent.
SignFrameElement.define();
const place = placeOfScreen();
const screen = document.createElement('noken-sign-frame');
screen.client = signClient(place.dataset['intent'] ?? '', () => screen.language);
startScreen(place, screen);
