/*
 * Keeps the live parts of a page up to date: fetches each from its data-live-url every data-live-seconds, as HTML that
 * the server rendered, until the server says that nothing more will change. Rests while the tab is hidden. Names what it has by
 * its entity tag, where the server gives one, so that nothing is sent where nothing is new.
 */
(function () {
  "use strict";

  var MAX_SECONDS = 60;

  var FOCUSABLE = "a, button, input, select, textarea, summary, [tabindex]";

  /* What an element is: the one in its place after a refresh is the same. */
  function focusKey(element) {
    var details = element.closest("details");
    return ["id", "href", "data-url", "name", "value", "aria-labelledby"]
      .map(function (name) {
        return element.getAttribute(name) || "";
      })
      .concat(element.tagName, details ? details.className : "")
      .join("\n");
  }

  /* Several links may lead to the same rows: which of them has the focus counts, too. */
  function focusIn(part) {
    var active = document.activeElement;
    if (active === null || active === part || !part.contains(active)) {
      return null;
    }
    var key = focusKey(active);
    return { key: key, place: sameIn(part, key).indexOf(active) };
  }

  function sameIn(part, key) {
    return Array.from(part.querySelectorAll(FOCUSABLE)).filter(function (element) {
      return focusKey(element) === key;
    });
  }

  function focusAgain(part, focused) {
    var same = focused === null ? [] : sameIn(part, focused.key);
    var again = same[focused === null ? 0 : focused.place] || same[0];
    if (again) {
      again.focus({ preventScroll: true });
    }
  }

  /* What somebody is writing in a field must not be taken away. */
  function isTyping(part) {
    var active = document.activeElement;
    return part.contains(active) && active.matches("input:not([type=checkbox]), select, textarea");
  }

  /* What somebody has ticked stays ticked. */
  function tickedIn(part) {
    return Array.from(part.querySelectorAll("input[type=checkbox]:checked")).map(function (box) {
      return box.name + "=" + box.value;
    });
  }

  function unfoldedIn(part) {
    return Array.from(part.querySelectorAll("details[open]")).map(function (details) {
      return details.className;
    });
  }

  function tickAgain(part, ticked) {
    part.querySelectorAll("input[type=checkbox]").forEach(function (box) {
      box.checked = box.checked || ticked.indexOf(box.name + "=" + box.value) >= 0;
    });
  }

  /* Whether the reader can see it now. */
  function show(part, html) {
    if (isTyping(part)) {
      return false;
    }
    if (part.liveHtml === html) {
      return true;
    }
    var ticked = tickedIn(part);
    var unfolded = unfoldedIn(part);
    var focused = focusIn(part);
    var parsed = new DOMParser().parseFromString(html, "text/html");
    part.replaceChildren.apply(part, Array.from(parsed.body.childNodes));
    part.liveHtml = html;
    tickAgain(part, ticked);
    part.querySelectorAll("details").forEach(function (details) {
      details.open = details.open || unfolded.indexOf(details.className) >= 0;
    });
    Behaviour.applySubtree(part, true);
    focusAgain(part, focused);
    return true;
  }

  function isDone(part) {
    var mark = part.querySelector("[data-live-done]");
    return mark !== null && mark.getAttribute("data-live-done") === "true";
  }

  function setLost(part, lost) {
    var notice = part.previousElementSibling;
    var known = notice !== null && notice.classList.contains("deployment-lost");
    if (lost && !known) {
      notice = document.createElement("div");
      notice.className = "deployment-lost jenkins-alert jenkins-alert-warning";
      notice.setAttribute("role", "status");
      notice.textContent = part.dataset.liveLost;
      part.before(notice);
    } else if (!lost && known) {
      notice.remove();
    }
  }

  function follow(part) {
    var seconds = Number(part.dataset.liveSeconds);
    var wait = seconds;
    var timer = null;
    var tag = part.dataset.liveTag || null;

    function later() {
      clearTimeout(timer);
      if (!isDone(part) && !document.hidden && part.isConnected) {
        timer = setTimeout(refresh, wait * 1000);
      }
    }

    function refresh() {
      clearTimeout(timer);
      fetch(part.dataset.liveUrl, {
        credentials: "same-origin",
        cache: "no-store",
        headers: tag === null ? {} : { "If-None-Match": tag },
      })
        .then(function (response) {
          if (response.status === 304) {
            return null;
          }
          if (!response.ok || response.redirected) {
            throw new Error("HTTP " + response.status);
          }
          return response.text().then(function (html) {
            if (show(part, html)) {
              tag = response.headers.get("ETag");
            }
          });
        })
        .then(function () {
          setLost(part, false);
          wait = seconds;
        })
        .catch(function () {
          setLost(part, true);
          wait = Math.min(wait * 2, MAX_SECONDS);
        })
        .finally(later);
    }

    document.addEventListener("click", function (event) {
      if (event.target.closest && event.target.closest("[data-live-refresh]")) {
        refresh();
      }
    });

    document.addEventListener("visibilitychange", function () {
      if (!document.hidden && !isDone(part)) {
        refresh();
      } else {
        clearTimeout(timer);
      }
    });
    later();
  }

  Behaviour.specify("[data-live-url]", "deployment-ledger-live", 0, function (part) {
    if (!part.liveFollowed) {
      part.liveFollowed = true;
      follow(part);
    }
  });
})();

/* The crumb, which Jenkins adds to every form, must not stand in the URL of a form that only asks; and many rows must fit into it. */
Behaviour.specify("form.deployment-ticked", "deployment-ledger-ticked", 0, function (form) {
  "use strict";
  function ranges(rows) {
    var text = [];
    rows.sort(function (one, other) {
      return one - other;
    });
    for (var i = 0; i < rows.length; i++) {
      var first = rows[i];
      while (i + 1 < rows.length && rows[i + 1] <= rows[i] + 1) {
        i++;
      }
      text.push(rows[i] > first ? first + "-" + rows[i] : String(first));
    }
    return text.join(",");
  }
  if (!form.leavesOut) {
    form.leavesOut = true;
    form.addEventListener("formdata", function (event) {
      event.formData.delete(document.head.dataset.crumbHeader);
      event.formData.set("rows", ranges(event.formData.getAll("rows").filter(Boolean).map(Number)));
    });
  }
});
