import { initAll } from "./vendor/govuk-frontend.min.js";
import { sendOnce } from "./send_once.js";

initAll();
sendOnce();
