import { answerJobs } from '../core/worker-answer.js';
import { drawPage } from './draw-page.js';

/** Entry of the thread on which a page is drawn. */
answerJobs(drawPage, ({ bytes }) => [bytes.buffer]);
