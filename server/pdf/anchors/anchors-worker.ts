import { answerJobs } from '../core/worker-answer.js';
import { readAnchors } from './read-anchors.js';

/** Entry of the process in which text is searched for anchors. */
answerJobs(readAnchors);
