// Stands in for WPS: window.Application with the members that the add-in uses, each done at once by the test,
// which has a real application behind it. What is not declared here throws, as in WPS.
(function () {
  // What is open is asked once in each turn of the page, as long as the page changes nothing.
  var known = {}, ASKED = ["names", "titles", "fullName"];
  function call() {
    var asked = JSON.stringify([].slice.call(arguments)), lasts = ASKED.indexOf(arguments[0]) >= 0;
    if (!lasts) known = {};
    if (known.hasOwnProperty(asked)) return known[asked];
    var request = new XMLHttpRequest();
    request.open("POST", "STAND_IN", false);
    request.send(asked);
    var answer = JSON.parse(request.responseText);
    if (answer.error) throw new Error(answer.error);
    if (lasts) {
      known[asked] = answer.result;
      setTimeout(function () { known = {}; }, 0);
    }
    return answer.result;
  }
  function strict(object) {
    return new Proxy(object, {
      get: function (target, name) {
        if (!(name in target)) throw new Error("WPS has no " + String(name));
        return target[name];
      },
      set: function (target, name, value) {
        if (!(name in target)) throw new Error("WPS has no " + String(name));
        target[name] = value;
        return true;
      }
    });
  }
  function range(book, title, area, down) {
    return strict({
      get Value2() { return call("values", book, title, area, down); },
      set Value2(value) { call("write", book, title, area, down, value); },
      get Formula() { return call("formulas", book, title, area, down); },
      set Formula(value) { call("enter", book, title, area, down, value); },
      Offset: function (rows) { return range(book, title, area, down + rows); }
    });
  }
  function sheet(book, title) {
    return strict({
      book: book,
      title: title,
      get Name() { return title; },
      set Name(wanted) { call("rename", book, title, wanted); },
      get Index() { return call("index", book, title); },
      get ProtectContents() { return call("isSheetProtected", book, title); },
      Range: function (area) { return range(book, title, area, 0); },
      Copy: function (before, after) {
        var place = before || after;
        call("copy", book, title, place.book, before ? place.title : null, before ? null : place.title);
      },
      Activate: function () { call("activate", book, title); },
      Delete: function () { call("delete", book, title); }
    });
  }
  function book(name) {
    return strict({
      get Name() { return name; },
      get FullName() { return call("fullName", name); },
      get ProtectStructure() { return call("isProtected", name); },
      get MultiUserEditing() { return call("isShared", name); },
      Sheets: strict({
        get Count() { return call("titles", name).length; },
        Item: function (key) {
          var titles = call("titles", name);
          if (typeof key === "number") return sheet(name, titles[key - 1]);
          if (titles.indexOf(key) < 0) throw new Error("no sheet " + key);
          return sheet(name, key);
        }
      }),
      SaveCopyAs: function (path) { call("saveCopy", name, path); },
      SaveAs: function (path, format) { name = call("saveAs", name, path, format); },
      Close: function () { call("close", name); },
      Activate: function () { call("front", name); }
    });
  }
  window.alert = function (text) { call("say", text); };
  window.Application = strict({
    get ActiveWorkbook() {
      var name = call("active");
      return name === null ? null : book(name);
    },
    Workbooks: strict({
      get Count() { return call("names").length; },
      Item: function (place) { return book(call("names")[place - 1]); },
      Open: function (path) { return book(call("open", path)); },
      Add: function () { return book(call("add")); }
    }),
    FileSystem: strict({ readFileString: function (path) { return call("read", path); } }),
    Version: "stand-in",
    Build: "0",
    OperatingSystem: "none",
    Interactive: true,
    get StatusBar() { return false; },
    set StatusBar(text) { call("status", text); },
    ScreenUpdating: true,
    DisplayAlerts: true,
    EnableEvents: true,
    FileDialog: function () {
      return strict({
        Title: "",
        Show: function () { return call("folder") === null ? 0 : -1; },
        SelectedItems: strict({ Item: function () { return call("folder"); } })
      });
    }
  });
}());
