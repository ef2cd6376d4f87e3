/* Sessions and drafts follow the treaty that is chosen. Without it all are offered, each with its
   treaty, and the server refuses those of another. */
"use strict";

(() => {
  const boxOf = (name, [key, label], index, ticked) => {
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", name, value: key, id: `id_${name}_${index}`, checked: ticked.has(String(key)),
    });
    const words = document.createElement("label");
    words.htmlFor = box.id;
    words.append(box, ` ${label}`);
    const row = document.createElement("div");
    row.append(words);
    return row;
  };
  const showBoxes = (name, rows) => {
    const boxes = document.getElementById(`id_${name}`);
    if (!boxes || boxes.matches("select")) return;
    const ticked = new Set([...boxes.querySelectorAll(":checked")].map(({ value }) => value));
    boxes.replaceChildren(...rows.map((row, index) => boxOf(name, row, index, ticked)));
  };
  const showList = (name, rows) => {
    const list = document.getElementById(`id_${name}`);
    if (!list?.matches("select")) return;
    const { value } = list;
    const none = [...list.options].filter((option) => !option.value);
    list.replaceChildren(...none, ...rows.map(([key, label]) => new Option(label, key)));
    list.value = rows.some(([key]) => String(key) === value) ? value : "";
  };
  let asked = 0;
  const narrow = async ({ target }) => {
    if (!target.dataset.choices || !target.value) return;
    const turn = (asked += 1);
    try {
      const answer = await fetch(`${target.dataset.choices}?treaty=${target.value}`);
      // An answer that a later choice has overtaken is thrown away.
      if (!answer.ok || turn !== asked) return;
      const { sessions, drafts } = await answer.json();
      showList("session", sessions);
      showBoxes("sessions", sessions);
      showBoxes("drafts", drafts);
    } catch {
      // No connection, or the page to sign in again: all stay offered.
    }
  };
  // Lists to search in tell a change through jQuery alone.
  window.addEventListener("load", () => window.django?.jQuery(document).on("change", "#id_treaty", narrow));
})();
