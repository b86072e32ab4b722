// Everything works without this file; with it, it is quicker.
import htmx from "htmx.org";
import { announceChanges } from "./announce.js";
import { foldPanels } from "./fold.js";
import { guardForms } from "./forms.js";
import { proveForms } from "./proof.js";
import { shareButtons } from "./share.js";
import { suggestWhileTyping } from "./suggest.js";

htmx.config.includeIndicatorStyles = false; // the security policy refuses styles inside a page
htmx.config.allowEval = false;
htmx.config.attributesToSettle = ["class", "width", "height"]; // not "style", for the same reason
htmx.config.historyCacheSize = 0; // pages with personal data are not kept in the browser
htmx.config.refreshOnHistoryMiss = true;

foldPanels();
proveForms();
guardForms();
shareButtons();
announceChanges();
suggestWhileTyping();
