import { batchClient } from './batch-client.js';
import { BatchFrameElement } from './batch-frame.js';
import { placeOfScreen, startScreen } from './start-screen.js';

// Starts the screen on the page that the server made for one batch.
BatchFrameElement.define();
const place = placeOfScreen();
const screen = document.createElement('noken-batch-frame');
screen.client = batchClient(place.dataset['batch'] ?? '', () => screen.language);
startScreen(place, screen);
