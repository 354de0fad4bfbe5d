export { capacityTitle, signingLines } from './capacity-title.js';
export { atDesk, desksOf, unitOfPosition } from './desks.js';
export { keepNik, nikOf } from './person-number.js';
export { officialNames, positionNames } from './position-names.js';
export {
  above,
  appointmentById,
  below,
  office,
  officialById,
  officialsNamed,
  positionById,
  unitById,
} from './position-tree.js';
