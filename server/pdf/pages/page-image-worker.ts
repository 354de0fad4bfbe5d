import { answerJobs } from '../core/worker-answer.js';
import { drawPage } from './draw-page.js';

/** Entry of the process in which a page is drawn. */
answerJobs(drawPage);
