import { answerJobs } from '../core/worker-answer.js';
import { findOddities, type OdditiesLimits } from './find-oddities.js';

/** Entry of the process in which a file is looked at for what it holds ready for later. */
answerJobs((limits: OdditiesLimits, source) => findOddities(source, limits));
