import * as api from "./api.js";
import { charts } from "./charts.js";
import { compared, figures, submissions } from "./collected.js";
import { byId, element } from "./dom.js";
import { doubts } from "./doubts.js";
import { findings } from "./findings.js";
import { table1 } from "./table1.js";

const ROLES = { master: "指标总表", submissions: "各单位报送表", report: "评估报告" };
const JOBS = [
  { job: "evaluate", label: "评估", needs: ["master"], does: "测算各指标的完成情况、进度和调整建议，列出问题和存疑" },
  { job: "report", label: "起草报告", needs: ["master"], does: "按指标总表写出评估报告的 Word 草稿" },
  { job: "check_report", label: "核对报告", needs: ["master", "report"], does: "找出报告与指标总表说法不一的地方" },
  { job: "distribute", label: "生成报送表", needs: ["master"], does: "按责任单位拆成各单位填报的表" },
  { job: "collect", label: "汇总报送表", needs: ["master", "submissions"], does: "把各单位交回的表填进指标总表，不能用的写明怎样改正" },
];
// What the files are that can be downloaded, by what their names end with.
const OUTPUTS = [
  ["-评估结果.xlsx", "结果工作簿：表1、评估依据、图表等"],
  ["-评估结果.xlsm", "结果工作簿：表1、评估依据、图表等"],
  ["-已答复.xlsx", "按答复填好的指标总表，请保存，以后用它"],
  ["-已答复.xlsm", "按答复填好的指标总表，请保存，以后用它"],
  ["-评估报告.docx", "报告草稿"],
  ["-报送表.zip", "各单位的报送表"],
  ["-汇总.xlsx", "汇总后的指标总表"],
  ["-汇总.xlsm", "汇总后的指标总表"],
  ["-汇总结果.zip", "全部结果：总表、问题清单、退回各单位的文件"],
  ["问题清单.xlsx", "问题清单"],
];
const ANSWER = { job: "answer", label: "按答复重新评估", needs: ["master"] };
const chosen = { master: [], submissions: [], report: [] };
const sets = {};
const FEW = 4;
let taken = null;
let lastFindings = null;
let running = null;

function say(text, isError = false) {
  byId("status").textContent = text;
  byId("status").className = isError ? "error" : "";
}

// Files ---------------------------------------------------------------------------------------------

function choose(zone, files) {
  const role = zone.dataset.role;
  chosen[role] = role === "submissions" ? files : files.slice(0, 1);
  delete sets[role];
  if (role === "master") taken = null;
  const [first] = chosen[role];
  const text = chosen[role].length > 1 ? `已选择${chosen[role].length}个文件` : first ? `已选择：${first.name}` : "还没有选择";
  zone.querySelector(".chosen").textContent = text;
  updateJobs();
}

// All files of what was dropped, those of folders too.
async function dropped(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const files = [];
  while (entries.length) {
    const entry = entries.shift();
    if (entry.isFile) {
      files.push(await new Promise((done, failed) => entry.file(done, failed)));
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length) break;
        entries.push(...some);
      }
    }
  }
  return files;
}

for (const zone of document.querySelectorAll(".drop")) {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    choose(zone, await dropped(event.dataTransfer.items));
  });
  for (const input of zone.querySelectorAll("input")) {
    input.addEventListener("change", () => choose(zone, [...input.files]));
  }
}
// A file dropped beside the boxes must not replace the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

// Jobs ----------------------------------------------------------------------------------------------

function updateJobs() {
  for (const button of byId("jobs").querySelectorAll("button")) {
    const { needs, does } = JOBS.find((item) => item.job === button.dataset.job);
    const missing = needs.filter((role) => !chosen[role].length).map((role) => ROLES[role]);
    button.disabled = running !== null || missing.length > 0;
    button.nextElementSibling.textContent = missing.length ? `先选择${missing.join("和")}` : does;
  }
}

byId("jobs").append(
  ...JOBS.map((item) =>
    element(
      "div",
      {},
      element("button", { type: "button", "data-job": item.job, onclick: () => work(item) }, item.label),
      element("small"),
    ),
  ),
);
updateJobs();

function timeLeft(began, done, of) {
  if (!done || performance.now() - began < 2000) return "";
  const seconds = ((performance.now() - began) / done) * (of - done) / 1000;
  return seconds < 60 ? `，约剩${Math.ceil(seconds)}秒` : `，约剩${Math.ceil(seconds / 60)}分钟`;
}

function show(text, done, of, began) {
  byId("bar").max = of || 1;
  byId("bar").value = done;
  say(`${text}（${done}/${of}${timeLeft(began, done, of)}）`);
}

async function work({ job, label, needs }, more = {}) {
  running = "";
  byId("working").hidden = false;
  updateJobs();
  say(`正在${label}……`);
  try {
    const began = performance.now();
    for (const role of needs) {
      sets[role] ||= await api.upload(chosen[role], (done, of) => show(`正在读取${ROLES[role]}`, done, of, began));
    }
    running = await api.start(job, Object.fromEntries(needs.map((role) => [role, sets[role]])), more);
    const started = performance.now();
    for await (const event of api.follow(running)) {
      if (event.end === "failed") throw new api.ServiceError(event.error);
      if (event.end === "cancelled") say("已取消，没有写入结果。");
      else if (event.end === "done") await present(job, label, await api.result(running), running, event.outputs);
      else show(`正在${label}`, event.done, event.of, started);
    }
  } catch (error) {
    // A file that was changed or removed after it was chosen cannot be read any more.
    const { where, message, remedy } = error.finding || { message: `没有完成：${error.message}`, remedy: "请重新选择文件后再试" };
    say([where, [message, remedy].filter(Boolean).join("。")].filter(Boolean).join("："), true);
  }
  running = null;
  byId("working").hidden = true;
  updateJobs();
}

byId("cancel").addEventListener("click", () => running && api.cancel(running));

// Results -------------------------------------------------------------------------------------------

// What is said in brief; the findings in it are folded up where there are many.
function summed(brief) {
  const lines = brief.split("\n").filter(Boolean);
  const isFinding = (line) => /\[F\d+ /.test(line);
  const isHeading = (line) => line.endsWith("：");
  const headings = lines.filter(isHeading).map((line) => line.slice(0, -1));
  const listed = lines.filter(isFinding);
  const paragraph = (line) => element("p", {}, line);
  if (!listed.length) return lines.map(paragraph);
  const shown = lines.filter((line) => !isFinding(line) && !isHeading(line)).map(paragraph);
  const items = listed.map((line) => element("li", {}, line));
  return [
    ...shown,
    element("details", { open: listed.length <= FEW }, element("summary", {}, headings.join("，") || `要先看的${listed.length}条`), element("ul", {}, ...items)),
  ];
}

function output({ run, name }) {
  const [ending, what] = OUTPUTS.find(([end]) => name.endsWith(end)) || ["", ""];
  const fetched = () => api.download(run, name).catch((error) => say(error.message, true));
  const goOn = async () => {
    if (running !== null) return;
    try {
      await goOnFrom(name, run, "汇总后的");
    } catch (error) {
      say(error.message, true);
      return;
    }
    await work(JOBS[0]);
  };
  const isToGoOn = ending.startsWith("-汇总.") && taken?.run !== run;
  return element(
    "div",
    {},
    element("button", { type: "button", onclick: fetched }, `下载 ${name}`),
    isToGoOn ? element("button", { type: "button", onclick: goOn }, "接着评估它") : null,
    element("small", {}, what),
  );
}

// A master that a run made takes the place of the one that was chosen.
async function goOnFrom(name, run, what) {
  sets.master = await api.takeUp(run, name);
  taken = { run, name };
  document.querySelector("[data-role=master] .chosen").textContent = `正在使用：${name}（${what}，请在下面下载保存）`;
}

async function present(job, label, result, run, outputs) {
  const tabs = {};
  if (job === "answer") await goOnFrom(result.master, run, "按答复填好的");
  if (job === "evaluate" || job === "answer") {
    tabs["表1"] = table1(result);
    tabs[`存疑（${result.doubts.length}）`] = doubts(result, (answers) => running === null && work(ANSWER, { answers }));
    tabs["图表"] = charts(result.charts);
  }
  let listed = result.findings;
  if (job === "collect") {
    tabs["报送文件"] = submissions(result);
    tabs["数据来源"] = figures(result);
    listed = compared(result.findings, lastFindings);
    lastFindings = result.findings;
  }
  if (listed) tabs[`问题（${listed.length}）`] = findings(listed, result.sheets, result.kinds);
  byId("brief").replaceChildren(...summed(result.brief));
  // The master in use can be fetched as long as it is: nothing else keeps it.
  const kept = taken && taken.run !== run ? [taken] : [];
  byId("downloads").replaceChildren(...[...kept, ...outputs.map((name) => ({ run, name }))].map(output));
  fillTabs(tabs);
  say(`${label}完成。`);
  byId("results").hidden = false;
  byId("results").focus();
}

function fillTabs(contents) {
  const names = Object.keys(contents);
  const tabs = names.map((name, index) =>
    element("button", { type: "button", role: "tab", id: `tab${index}`, "aria-controls": `panel${index}`, onclick: () => select(index) }, name),
  );
  const panels = names.map((name, index) =>
    element("div", { role: "tabpanel", id: `panel${index}`, "aria-labelledby": `tab${index}` }, contents[name]),
  );
  function select(wanted) {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === wanted));
      tab.tabIndex = index === wanted ? 0 : -1;
      panels[index].hidden = index !== wanted;
    });
  }
  tabs.forEach((tab, index) =>
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + tabs.length) % tabs.length;
      select(next);
      tabs[next].focus();
    }),
  );
  byId("tabs").replaceChildren(...tabs);
  byId("panels").replaceChildren(...panels);
  if (tabs.length) select(0);
}

api.stay().catch(() => {}).then(() => say("服务已经结束，请从“规划评估”图标重新打开页面。", true));
