// A text box that offers places or people while one types. The server sends <li role="option"> lines.
import htmx from "htmx.org";

export function combobox() {
  return {
    at: -1,
    init() {
      this.input = this.$root.querySelector("[role=combobox]");
      this.value = this.$root.querySelector("input[type=hidden]");
      this.list = this.$root.querySelector("[role=listbox]");
      this.free = Boolean(this.input.name); // what is typed may be somebody or somewhere new
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("input", () => this.typed());
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.list.addEventListener("mousedown", (event) => this.picked(event));
      this.list.addEventListener("htmx:afterSwap", () => this.offered());
    },
    options() {
      return [...this.list.querySelectorAll("[role=option]")];
    },
    typed() {
      this.value.value = "";
      clearTimeout(this.timer);
      if (this.input.value.trim().length < 2) return this.close();
      this.timer = setTimeout(() => this.ask(), 180);
    },
    ask() {
      const verb = this.$root.dataset.sensitive ? "POST" : "GET";
      htmx.ajax(verb, this.$root.dataset.url, {
        source: this.list, target: this.list, swap: "innerHTML", values: { q: this.input.value },
      }).catch(() => {});
    },
    offered() {
      // Late offers would cover the field one has gone on to.
      if (document.activeElement !== this.input) return this.close();
      this.options().forEach((option, i) => { option.id = `${this.input.id}-option-${i}`; });
      if (this.free && !this.options().length) return this.close();
      this.input.setAttribute("aria-expanded", "true");
      // Enter must not turn a new name into somebody of a like name: there an offer is taken by an arrow key first.
      this.mark(this.options().length && !this.free ? 0 : -1);
    },
    mark(index) {
      this.at = index;
      this.options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
      const current = this.options()[index];
      if (!current) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    },
    key(event) {
      const count = this.options().length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!count) return this.ask();
        this.mark(event.key === "ArrowDown" ? (this.at + 1) % count : (Math.max(this.at, 0) + count - 1) % count);
      } else if (event.key === "Enter" && this.at >= 0) {
        event.preventDefault();
        this.choose(this.options()[this.at]);
      } else if (event.key === "Escape" && count) {
        event.stopPropagation();
        this.close();
      }
    },
    picked(event) {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    },
    choose(option) {
      this.value.value = option.dataset.value;
      this.input.value = option.dataset.label;
      this.value.dispatchEvent(new Event("change", { bubbles: true }));
      this.close();
    },
    close() {
      clearTimeout(this.timer);
      this.list.replaceChildren();
      this.at = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    },
  };
}
