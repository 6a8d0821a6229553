// WPS 加载项“规划评估”的全部程序。ES5：各版本 WPS 自带的浏览器引擎都能运行。
// 点一个按钮，本机的服务做这项工作，需要 WPS 做什么就说一个动作的名字，这里做完再答复，直到结束。
// 服务在哪里，由它自己写在旁边的 service.js 中。
var YUECHENG_SERVICE = null;

(function (window) {
  "use strict";

  var TITLE = "规划评估";
  var NOT_RUNNING = "没有连接到“规划评估”服务。请先双击“规划评估”图标（或运行 yuecheng-xl serve），再点一次。";
  var page = String(new Date().getTime()) + Math.random();

  function program() {
    return window.Application || window.wps.EtApplication();
  }

  // 工作簿按带路径的名称找：本页面中途重新打开，也找得到。
  function workbook(fullName) {
    var books = program().Workbooks, index;
    for (index = 1; index <= books.Count; index += 1) {
      if (books.Item(index).FullName === fullName) return books.Item(index);
    }
    throw new Error("工作簿已经关闭：" + fullName);
  }

  function sheet(book, title) {
    return workbook(book).Sheets.Item(title);
  }

  function titles(book) {
    var sheets = workbook(book).Sheets, found = [], index;
    for (index = 1; index <= sheets.Count; index += 1) found.push(sheets.Item(index).Name);
    return found;
  }

  // 一个单元格的值不是数组，一列的值是每行一个数组。
  function column(values) {
    var found = [], index, value;
    if (Object.prototype.toString.call(values) !== "[object Array]") values = [[values]];
    for (index = 0; index < values.length; index += 1) {
      value = values[index];
      if (Object.prototype.toString.call(value) === "[object Array]") value = value[0];
      found.push(value === undefined ? null : value);
    }
    return found;
  }

  // 自检：做得到的给出答案，做不到的给出 WPS 的说法。
  function attempted(what) {
    try {
      return String(what());
    } catch (error) {
      return "错误：" + String(error && error.message || error);
    }
  }

  // 服务能要求的动作，只有这些。
  var ACTIONS = {
    workbook: function () {
      var book = program().ActiveWorkbook;
      return book ? book.FullName : null;
    },
    name: function (book) { return workbook(book).Name; },
    titles: titles,
    isProtected: function (book) { return !!workbook(book).ProtectStructure; },
    isShared: function (book) { return !!workbook(book).MultiUserEditing; },
    saveCopy: function (book, path) { workbook(book).SaveCopyAs(path); },
    convert: function (path, wanted, format) {
      var book = program().Workbooks.Open(path);
      try {
        if (format === null) book.SaveAs(wanted);
        else book.SaveAs(wanted, format);
      } finally {
        book.Close(false);
      }
    },
    open: function (path) { return program().Workbooks.Open(path).FullName; },
    add: function () { return program().Workbooks.Add().FullName; },
    openBeside: function (path) {
      var front = program().ActiveWorkbook, opened = program().Workbooks.Open(path, 0, true);
      if (front) front.Activate();
      return opened.FullName;
    },
    close: function (book) { workbook(book).Close(false); },
    facts: function () {
      var app = program();
      return {
        "WPS 版本": attempted(function () { return app.Version; }),
        "内部版本": attempted(function () { return app.Build; }),
        "操作系统": attempted(function () { return app.OperatingSystem; }),
        "浏览器引擎": window.navigator.userAgent,
        "加载项页面": window.location.protocol + "//…/" + window.location.pathname.split("/").slice(-2).join("/"),
        "暂停操作（Interactive）": attempted(function () {
          app.Interactive = false;
          app.Interactive = true;
          return "可以";
        })
      };
    },
    read: function (path) { return program().FileSystem.readFileString(path); },
    status: function (text) { program().StatusBar = text === null ? false : text; },
    say: function (text) { window.alert(text); },
    askFolder: function (title) {
      var dialog = program().FileDialog(4);
      dialog.Title = title;
      return dialog.Show() === -1 ? dialog.SelectedItems.Item(1) : null;
    },
    hush: function (before) {
      var app = program(), was = [app.ScreenUpdating, app.DisplayAlerts, app.EnableEvents];
      before = before || [false, false, false];
      app.ScreenUpdating = before[0];
      app.DisplayAlerts = before[1];
      app.EnableEvents = before[2];
      return was;
    },
    position: function (book, title) { return sheet(book, title).Index; },
    isSheetProtected: function (book, title) { return !!sheet(book, title).ProtectContents; },
    values: function (book, title, area) { return column(sheet(book, title).Range(area).Value2); },
    formulas: function (book, title, area) { return column(sheet(book, title).Range(area).Formula); },
    writeTexts: function (book, title, top, texts) {
      var range = sheet(book, title).Range(top), index;
      for (index = 0; index < texts.length; index += 1) range.Offset(index, 0).Value2 = texts[index];
    },
    writeFormula: function (book, title, place, formula) { sheet(book, title).Range(place).Formula = formula; },
    activate: function (book, title) { sheet(book, title).Activate(); },
    "delete": function (book, title) { sheet(book, title).Delete(); },
    rename: function (book, title, wanted) { sheet(book, title).Name = wanted; },
    copy: function (source, title, target, before, after) {
      var one = sheet(source, title), place;
      if (before !== null) {
        place = sheet(target, before).Index;
        one.Copy(sheet(target, before));
      } else {
        place = sheet(target, after).Index + 1;
        one.Copy(null, sheet(target, after));
      }
      return workbook(target).Sheets.Item(place).Name;
    }
  };

  function tell(text) {
    program().StatusBar = false;
    window.alert(TITLE + "\n\n" + text);
  }

  function ask(service, path, question, then) {
    var request = new XMLHttpRequest();
    question.token = service.token;
    question.page = page;
    request.open("POST", "http://127.0.0.1:" + service.port + "/wps/" + path);
    request.setRequestHeader("Content-Type", "text/plain");
    request.onload = function () {
      var said = JSON.parse(request.responseText);
      if (said.error) tell(said.error.message);
      else then(service, said);
    };
    request.onerror = function () { tell(NOT_RUNNING); };
    request.send(JSON.stringify(question));
  }

  function perform(service, message) {
    var answer;
    if (message.end) {
      if (message.end.text) tell(message.end.text);
      return;
    }
    try {
      if (!ACTIONS.hasOwnProperty(message.action)) throw new Error("没有这个动作：" + message.action);
      answer = { result: ACTIONS[message.action].apply(null, message.arguments) };
      if (answer.result === undefined) answer.result = null;
    } catch (error) {
      answer = { error: String(error && error.message || error) };
    }
    ask(service, "answer", { answer: answer }, perform);
  }

  // 每次点击都重新读：服务重新打开后，端口和令牌是新的。没做完的点击仍用自己读到的。
  function click(button) {
    var script = document.createElement("script");
    YUECHENG_SERVICE = null;
    script.src = "service.js?" + new Date().getTime();
    script.onload = function () {
      document.body.removeChild(script);
      if (YUECHENG_SERVICE) ask(YUECHENG_SERVICE, "click", { button: button }, perform);
      else tell(NOT_RUNNING);
    };
    script.onerror = function () {
      document.body.removeChild(script);
      tell(NOT_RUNNING);
    };
    document.body.appendChild(script);
  }

  window.OnAddinLoad = function () { return true; };
  window.OnAction = function (control) {
    click(control.Id);
    return true;
  };
  window.GetImage = function (control) { return "images/" + control.Id + ".svg"; };
}(window));
