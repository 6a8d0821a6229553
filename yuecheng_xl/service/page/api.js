// All talk with the service. The token came behind the # of the address, which no browser sends.

const token = location.hash.slice(1) || sessionStorage.getItem("token") || "";
if (location.hash) {
  sessionStorage.setItem("token", token);
  history.replaceState(null, "", location.pathname);
}

export class ServiceError extends Error {
  constructor(error) {
    super(error.message);
    this.finding = error;
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { Authorization: `Bearer ${token}` } });
  } catch {
    throw new ServiceError({ message: "服务已经结束，请从“规划评估”图标重新打开页面" });
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new ServiceError(told.error || { message: `服务答复有误（${answer.status}）` });
  }
  return answer;
}

export async function upload(files, progress) {
  const { set } = await (await ask("/api/sets", { method: "POST" })).json();
  for (const [index, file] of files.entries()) {
    progress(index, files.length);
    await ask(`/api/sets/${set}?name=${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
  }
  return set;
}

export async function start(job, sets, more) {
  const answer = await ask("/api/runs", { method: "POST", body: JSON.stringify({ job, sets, ...more }) });
  return (await answer.json()).run;
}

export async function* follow(run) {
  const reader = (await ask(`/api/runs/${run}`)).body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

export async function cancel(run) {
  await ask(`/api/runs/${run}`, { method: "DELETE" });
}

export async function result(run) {
  return (await ask(`/api/runs/${run}/result`)).json();
}

// A file that a run made, as a set to go on from.
export async function takeUp(run, name) {
  return (await (await ask(`/api/runs/${run}/sets`, { method: "POST", body: JSON.stringify({ name }) })).json()).set;
}

export async function download(run, name) {
  const answer = await ask(`/api/runs/${run}/tickets`, { method: "POST", body: JSON.stringify({ name }) });
  const link = document.createElement("a");
  link.href = `/download/${(await answer.json()).ticket}`;
  link.download = name;
  link.click();
}

// The service ends when no page holds this connection any more.
export async function stay() {
  const reader = (await ask("/api/presence")).body.getReader();
  while (!(await reader.read()).done);
}
