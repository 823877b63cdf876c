/* Sends a form as soon as another value is chosen in it. */
Behaviour.specify("select[data-submit-on-change]", "deployment-ledger-submit", 0, function (select) {
  "use strict";
  if (!select.submitsOnChange) {
    select.submitsOnChange = true;
    select.addEventListener("change", function () {
      select.form.requestSubmit();
    });
  }
});

/* What is empty need not stand in the URL, and what Jenkins adds to every form, the crumb among it, must not. */
Behaviour.specify("form.deployment-filters", "deployment-ledger-filters", 0, function (form) {
  "use strict";
  if (!form.leavesOut) {
    form.leavesOut = true;
    form.addEventListener("formdata", function (event) {
      Array.from(event.formData.entries()).forEach(function (entry) {
        if (entry[1] === "" || entry[0] === "json" || entry[0] === document.head.dataset.crumbHeader) {
          event.formData.delete(entry[0]);
        }
      });
    });
  }
});

/* Marks the tasks that have changed since somebody looked here before: on an earlier visit, not on the page before this one. */
Behaviour.specify("[data-tasks-now]", "deployment-ledger-changed", 0, function (part) {
  "use strict";
  var LOOKED = "deployment-ledger-looked";
  var SINCE = "deployment-ledger-changed-since";
  var VISIT = 60000;

  /* A page that refreshes itself is no new visit: somebody may not have looked at it. */
  function since(now) {
    var looked = Number(localStorage.getItem(LOOKED));
    var opened = document.body.dataset.tasksOpened === undefined;
    document.body.dataset.tasksOpened = "";
    if (sessionStorage.getItem(SINCE) === null || (opened && now - looked > VISIT)) {
      sessionStorage.setItem(SINCE, String(looked || now));
    }
    localStorage.setItem(LOOKED, String(now));
    return Number(sessionStorage.getItem(SINCE));
  }

  try {
    var before = since(Number(part.dataset.tasksNow));
    part.querySelectorAll("[data-changed]").forEach(function (row) {
      row.querySelector(".deployment-changed").hidden = Number(row.dataset.changed) <= before;
    });
  } catch (refused) {
    // A browser that keeps nothing marks nothing.
  }
});
