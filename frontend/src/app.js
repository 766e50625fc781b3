import "./css/app.css";
import htmx from "htmx.org";
import Alpine from "@alpinejs/csp";
import { combobox } from "./js/combobox.js";
import { finder } from "./js/finder.js";
import { uuid7 } from "./js/uuid7.js";
import "./js/shell.js";
import "./js/shortcuts.js";
import "./js/toasts.js";
import "./js/dialogs.js";
import "./js/forms.js";
import "./js/listing.js";
import "./js/dates.js";
import "./js/tracing.js";
import "./js/directive.js";
import "./js/likely.js";
import "./js/kiosk.js";
import "./js/camera.js";

window.htmx = htmx;
Alpine.data("combobox", combobox);
Alpine.data("finder", finder);
// Other bundles register their components on this event, before Alpine starts.
document.dispatchEvent(new CustomEvent("vx:alpine", { detail: Alpine }));
Alpine.start();
window.vungxanh = { uuid7 };
