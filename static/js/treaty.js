/* Sessions and drafts follow the treaty that is chosen. Without it all are offered, each with its
   treaty, and the server refuses those of another. */
"use strict";

(() => {
  // What was ticked or chosen when the page came stays known as that, or leaving would seem a loss.
  const recorded = {};
  const boxOf = (name, [key, label], index, ticked) => {
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", name, value: key, id: `id_${name}_${index}`,
      defaultChecked: recorded[name].has(String(key)),
    });
    box.checked = ticked.has(String(key));
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
    const keysOf = (inputs) => new Set(inputs.map(({ value }) => value));
    const inputs = [...boxes.querySelectorAll("input")];
    recorded[name] ||= keysOf(inputs.filter(({ defaultChecked }) => defaultChecked));
    const ticked = keysOf(inputs.filter(({ checked }) => checked));
    boxes.replaceChildren(...rows.map((row, index) => boxOf(name, row, index, ticked)));
  };
  const showList = (name, rows) => {
    const list = document.getElementById(`id_${name}`);
    if (!list?.matches("select")) return;
    const { value } = list;
    const none = [...list.options].filter((option) => !option.value);
    recorded[name] ||= new Set([...list.options].filter((o) => o.defaultSelected).map((o) => o.value));
    const option = ([key, label]) => new Option(label, key, recorded[name].has(String(key)));
    list.replaceChildren(...none, ...rows.map(option));
    list.value = rows.some(([key]) => String(key) === value) ? value : "";
  };
  let asked = 0;
  let shown = "";
  const narrow = async ({ target }) => {
    // The admin's own script tells a change of every list when the page has come.
    if (!target.value || target.value === shown) return;
    shown = target.value;
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
  document.addEventListener("DOMContentLoaded", () => {
    const treaty = document.querySelector("#id_treaty[data-choices]");
    if (!treaty) return;
    shown = treaty.value;
    window.django?.jQuery(treaty).on("change", narrow);
  });
})();
