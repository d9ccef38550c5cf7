// Start: the filters, the colours, and everything shown once.

const form = document.getElementById("filters");

function showMarkCounts() {
  countMarks();
  const [right, wrong] = ["right", "wrong"].map((mark) => marked(mark).length);
  document.getElementById("marks-count").textContent = `${counted(right, "removal")} marked right, ${number.format(wrong)} wrong.`;
  for (const cell of document.querySelectorAll("[data-judged]")) {
    cell.textContent = judged(rules[cell.dataset.judged]);
  }
}

function showAll() {
  showRules();
  showCommon();
  const shown = showSamples();
  const entries = showDocuments();
  document.getElementById("count").textContent = `${counted(shown, "sample")}, ${counted(entries, "document")}`;
  showMarkCounts();
}

function readFilters() {
  for (const name of Object.keys(wanted)) {
    wanted[name] = form.elements[name].value;
  }
  wanted.text = wanted.text.toLowerCase();
  wanted.rule = wanted.rule.trim();
}

function filterBy(values) {
  for (const [name, value] of Object.entries(values)) {
    form.elements[name].value = value;
  }
  readFilters();
  showAll();
  const title = document.getElementById("samples-title");
  title.tabIndex = -1;
  title.focus();
  title.scrollIntoView();
}

function setUpFilters() {
  document.getElementById("rule-names").append(...rules.map((rule) => element("option", { value: rule.id })));
  form.elements.source.append(...data.sources.map((source, index) => element("option", { value: index }, source)));
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      readFilters();
      showAll();
    }, 150);
  });
  form.addEventListener("reset", () => setTimeout(() => {
    readFilters();
    showAll();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("kind").addEventListener("change", showAll);
}

function setUpTheme() {
  const THEME = "cleantext-theme";
  const choose = (theme) => {
    if (theme) {
      document.documentElement.dataset.theme = theme;
    } else {
      delete document.documentElement.dataset.theme;
    }
  };
  const kept = storage((store) => store.getItem(THEME)) ?? "";
  for (const radio of document.querySelectorAll('#theme input')) {
    radio.checked = radio.value === kept;
    radio.addEventListener("change", () => {
      choose(radio.value);
      storage((store) => store.setItem(THEME, radio.value));
    });
  }
  choose(kept);
}

function start() {
  for (const id of ["theme", "filters", "kind-label"]) {
    document.getElementById(id).hidden = false;
  }
  setUpTheme();
  setUpFilters();
  setUpExports();
  setUpDialog();
  document.getElementById("samples-list").addEventListener("keydown", onSampleKey);
  const isKept = storage((store) => { store.setItem("cleantext-probe", ""); store.removeItem("cleantext-probe"); return true; });
  document.getElementById("marks-kept").textContent = isKept
    ? "Marks stay in this browser, also for a report that is made anew."
    : "This browser keeps nothing for this page: download the marks before you leave it.";
  readFilters();
  showAll();
  document.getElementById("no-script").remove();
  document.documentElement.dataset.ready = "true";
}

start();
