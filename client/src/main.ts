/** The page's beginning, and the only file that does anything when it is imported. */
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/halves.css";
import "./styles/landing.css";
import "./styles/notice.css";
import "./styles/live.css";
import { startApp } from "./app.ts";
import { reportErrors } from "./platform/client-errors.ts";
import { isolated } from "./platform/isolated.ts";
import { watchSheets } from "./platform/lazy-module.ts";
import { registerServiceWorker } from "./platform/service-worker.ts";

reportErrors();
isolated(registerServiceWorker);
watchSheets();
await startApp();
