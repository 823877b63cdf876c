/*
 * Shows how far an export is. Without it the same links are plain downloads: the page of exports has them, to which the button leads.
 */
(function () {
  "use strict";

  var LOOK_MILLIS = 400;
  /* The ledger may take a while for the checkpoint that an export begins with. */
  var BEGINS_WITHIN_MILLIS = 30000;
  var MOST_FAILURES = 10;

  function number(value) {
    return new Intl.NumberFormat(document.documentElement.lang || undefined).format(value);
  }

  function fill(text, first, second) {
    return text.replace("%1", number(first)).replace("%2", number(second));
  }

  /* What the server knows of an export; null if it does not know it. */
  function look(url) {
    return fetch(url, { credentials: "same-origin", cache: "no-store" }).then(function (response) {
      if (response.status === 404) {
        return null;
      }
      if (!response.ok || response.redirected) {
        throw new Error("HTTP " + response.status);
      }
      return response.json();
    });
  }

  function setUp(part) {
    var texts = part.dataset;
    var place = part.querySelector(".audit-export__progress");
    var bar = place.querySelector("progress");
    var text = place.querySelector("p");
    // Which export is shown: the one that was begun last.
    var shown = null;

    function say(message, style) {
      if (text.textContent !== message) {
        text.textContent = message;
      }
      text.className = style;
    }

    function follow(id) {
      var begun = Date.now();
      var known = false;
      var failures = 0;

      function later() {
        setTimeout(function () {
          if (shown === id && part.isConnected) {
            next();
          }
        }, LOOK_MILLIS);
      }

      function lost() {
        bar.hidden = true;
        say(texts.unknown, "jenkins-alert jenkins-alert-warning");
      }

      function take(state) {
        if (state === null) {
          if (known || Date.now() - begun > BEGINS_WITHIN_MILLIS) {
            lost();
          } else {
            later();
          }
          return;
        }
        known = true;
        bar.max = Math.max(1, state.expected, state.rows);
        bar.value = state.state === "complete" ? bar.max : state.rows;
        if (state.state === "running") {
          say(fill(texts.running, state.rows, state.expected), "");
          later();
        } else if (state.state === "complete") {
          say(fill(texts.complete, state.rows), "jenkins-alert jenkins-alert-success");
        } else {
          bar.hidden = true;
          say(fill(texts.broken, state.rows), "jenkins-alert jenkins-alert-danger");
        }
      }

      function next() {
        look(texts.progressUrl + "?id=" + id).then(
          function (state) {
            failures = 0;
            if (shown === id) {
              take(state);
            }
          },
          function () {
            failures++;
            if (shown === id && failures < MOST_FAILURES) {
              later();
            } else if (shown === id) {
              lost();
            }
          },
        );
      }

      // Most exports have begun by then.
      later();
    }

    part.querySelectorAll(".audit-export__format").forEach(function (link) {
      var plain = link.href;
      link.addEventListener("click", function () {
        // Ids are random only where the page came by HTTPS or from this machine; elsewhere they need only differ.
        var id = window.crypto.randomUUID ? window.crypto.randomUUID() : "at-" + Date.now() + "-" + Math.random().toString(36).slice(2);
        link.href = plain + "&progress=" + id;
        shown = id;
        place.hidden = false;
        bar.hidden = false;
        bar.removeAttribute("value");
        say(texts.begins, "");
        follow(id);
      });
    });
  }

  Behaviour.specify(".audit-export", "audit-export", 0, function (part) {
    if (!part.setUp) {
      part.setUp = true;
      setUp(part);
    }
  });

  /* The button on the page of the trail: what its page has in the middle, as a dialog. */
  Behaviour.specify("a.audit-export-button", "audit-export-button", 0, function (button) {
    if (button.setUp || !window.dialog) {
      return;
    }
    button.setUp = true;
    button.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
        return;
      }
      event.preventDefault();
      fetch(button.href, { credentials: "same-origin", cache: "no-store" })
        .then(function (response) {
          if (!response.ok || response.redirected) {
            throw new Error("HTTP " + response.status);
          }
          return response.text();
        })
        .then(function (html) {
          var part = new DOMParser().parseFromString(html, "text/html").querySelector(".audit-export");
          document.adoptNode(part);
          window.dialog.modal(part, { title: part.dataset.title, maxWidth: "38rem", minWidth: "min(28rem, 90vw)" });
          // Core shows the title, but does not call the dialog so.
          part.closest("dialog").setAttribute("aria-label", part.dataset.title);
          Behaviour.applySubtree(part, true);
        })
        .catch(function () {
          window.location.href = button.href;
        });
    });
  });
})();
