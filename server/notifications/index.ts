export { closeNotice, listNotices } from './list-notices.js';
export { noticesRoutes } from './notices.routes.js';
export { tellAllEndings, tellEndings } from './tell-endings.js';
