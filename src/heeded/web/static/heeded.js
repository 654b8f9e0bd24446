// What makes the pages quicker for those who have scripts. Every page works without this file.
"use strict";

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// An error summary takes the focus, so that it is read first.
each("[data-focus]", (summary) => summary.focus());

// A form is sent once, however often the button is pressed.
each("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
});

// Files that are too large are said to be so before they are sent.
each("input[type=file][data-most]", (input) => {
  const said = document.querySelector("[data-too-large]");
  const tooLarge = () => [...input.files].reduce((sum, file) => sum + file.size, 0) > Number(input.dataset.most);
  input.addEventListener("change", () => { said.hidden = !tooLarge(); });
  input.form.addEventListener("submit", (event) => {
    if (tooLarge()) { event.preventDefault(); said.hidden = false; input.focus(); }
  });
});

// Coding: tick all, and how many are ticked.
each("form[data-ticks]", (form) => {
  const boxes = [...form.querySelectorAll("input[name=ref]")];
  const said = form.querySelector("[data-ticked]");
  const say = () => { said.textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} ticked`; };
  const all = form.querySelector("[data-tick-all]");
  form.querySelector("[data-all]").hidden = false;
  all.addEventListener("click", () => {
    const on = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = on; });
    all.textContent = on ? "Take all ticks away" : "Tick all on this page";
    say();
  });
  form.addEventListener("change", say);
  say();
});

// A load under way: the page asks again until it is done.
if (document.querySelector("[data-running]")) setTimeout(() => location.reload(), 2000);

// Replay: the part that depends on the day is fetched while the slider keeps the focus.
each("form[data-replay]", (form) => {
  const slider = form.elements.at, day = form.elements.day, vantage = form.elements.vantage;
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const written = (iso) => {
    const [year, month, date] = iso.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  };
  const iso = (days) => {
    const [year, month, date] = slider.dataset.first.split("-").map(Number);
    const moved = new Date(0);
    moved.setUTCFullYear(year, month - 1, date + days);
    return moved.toISOString().slice(0, 10);
  };
  let waiting = 0, asked = 0;
  const fetchDay = async () => {
    const mine = ++asked;
    const query = `?day=${day.value}&vantage=${encodeURIComponent(vantage.value)}`;
    const answer = await fetch(query, { credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("[data-known]").replaceWith(page.querySelector("[data-known]"));
    document.querySelector("[data-status]").textContent = page.querySelector("[data-status]").textContent;
    form.elements.was.value = day.value;
    history.replaceState(null, "", query);
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(fetchDay, 250); };
  slider.addEventListener("input", () => {
    day.value = iso(Number(slider.value));
    slider.setAttribute("aria-valuetext", written(day.value));
    later();
  });
});
