// The search box of the shell: offers hits while one types; arrows choose, Enter opens, or without a choice searches.
import { combobox } from "./combobox.js";

export function finder() {
  const base = combobox();
  return {
    ...base,
    init() {
      base.init.call(this);
      // Coming back to the page, an old list must not stand open.
      window.addEventListener("pageshow", () => this.close());
    },
    typed() {
      clearTimeout(this.timer);
      if (this.input.value.trim().length < 2) return this.close();
      this.timer = setTimeout(() => this.ask(), 180);
    },
    offered() {
      base.offered.call(this);
      this.mark(-1);
    },
    key(event) {
      if (event.key === "ArrowUp" && this.at < 0) this.at = 0;
      base.key.call(this, event);
    },
    choose(option) {
      window.location.assign(option.dataset.url);
    },
  };
}
