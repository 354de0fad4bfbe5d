export {
  changeDeskItem,
  changeDeskItems,
  putOnDesk,
  touchLetter,
  type DeskItemChange,
  type NewDeskItem,
} from './desk-items.js';
export {
  changeLetter,
  expectVersion,
  isRestricted,
  letterAtDesk,
  type LetterAtDesk,
} from './letter-at-desk.js';
export { moveOn, nextStatus, type LetterEvent } from './letter-life.js';
