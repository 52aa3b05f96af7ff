// Completion of questions, as the ARIA combobox pattern has it: the arrow keys walk, Enter takes, Escape puts away.
// Without this script the page asks just as well.
"use strict";
for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = document.createElement("ul");
  list.id = input.id + "-offered";
  list.className = "offered";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "How the question may go on");
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "combobox";
  input.replaceWith(box);
  box.append(input, list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  let chosen = -1, timer = 0, asked = 0;
  const show = open => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = number => {
    chosen = number;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
    if (number >= 0) input.setAttribute("aria-activedescendant", list.children[number].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const take = item => {
    input.value = item.dataset.text + " ";
    show(false);
    input.focus();
    look();
  };
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      let found = [];
      if (input.value.trim().length > 1) {
        try {
          const answer = await fetch(new URL("api/complete?q=" + encodeURIComponent(input.value), input.form.action));
          found = answer.ok ? (await answer.json()).completions : [];
        } catch { found = []; }
      }
      if (mine !== asked) return;
      list.replaceChildren(...found.map((completion, i) => {
        const item = document.createElement("li");
        item.id = list.id + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.text = completion.text;
        item.append(completion.text);
        if (completion.of) {
          const of = document.createElement("span");
          of.className = "of";
          of.append(" " + completion.of);
          item.append(of);
        }
        item.addEventListener("mousedown", event => { event.preventDefault(); take(item); });
        return item;
      }));
      show(found.length > 0 && document.activeElement === input);
    }, 150);
  };
  input.addEventListener("input", look);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", event => {
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show(false); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen]); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      event.preventDefault();
      if (list.hidden) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 ? (step > 0 ? 0 : last) : (chosen + step + last + 1) % (last + 1));
    }
  });
}
