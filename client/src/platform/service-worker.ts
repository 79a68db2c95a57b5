/** Practice offline: has the browser keep the page's files, once there is nothing better to do. */
import { BASE_PATH } from "./base-path.ts";

const WORKER = `${BASE_PATH}/service-worker.js`;
/** The page itself comes first (ms). */
const AFTER = 3000;

/** Registers the service worker of a built page. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () => navigator.serviceWorker.register(WORKER).catch(() => undefined);
  setTimeout(register, AFTER);
}
