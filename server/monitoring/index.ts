export { exportMonitoring, type MonitoringFile } from './export-monitoring.js';
export { monitoringRoutes } from './monitoring.routes.js';
export { readMonitoring } from './read-monitoring.js';
