/*
 * What makes the pages of the audit trail handier: entries beside the table, pages that go on by themselves, the number of new
 * entries, periods by dragging over the histogram, suggestions for filters. Everything can be done without it, by links and forms.
 */
(function () {
  "use strict";

  var LOOK_SECONDS = 10;
  var MAX_SECONDS = 120;
  var HOUR = 3600000;
  var DAY = 24 * HOUR;
  var LONGEST_DAYS = 90;

  function fetchText(url) {
    return fetch(url, { credentials: "same-origin", cache: "no-store" }).then(function (response) {
      if (!response.ok || response.redirected) {
        throw new Error("HTTP " + response.status);
      }
      return response.text();
    });
  }

  function parse(html) {
    return new DOMParser().parseFromString(html, "text/html");
  }

  function withParameter(url, name, value) {
    return url + (url.endsWith("?") ? "" : "&") + name + "=" + encodeURIComponent(value);
  }

  /* Calls again and again while the tab can be seen; more seldom while that fails. */
  function repeat(seconds, look) {
    var wait = seconds;
    function later() {
      setTimeout(function () {
        if (document.hidden) {
          later();
          return;
        }
        look().then(
          function (more) {
            wait = seconds;
            if (more) {
              later();
            }
          },
          function () {
            wait = Math.min(wait * 2, MAX_SECONDS);
            later();
          },
        );
      }, wait * 1000);
    }
    later();
  }

  /* A period that somebody types is in his own time zone; the address is to say the same to whom it is given. */
  function setUpAddress(trail) {
    if (trail.dataset.from) {
      var url = new URL(window.location.href);
      url.searchParams.set("from", trail.dataset.from);
      url.searchParams.set("to", trail.dataset.to);
      window.history.replaceState(window.history.state, "", url);
    }
  }

  /* The entry beside the table. */
  function setUpDetail(trail) {
    var panel = document.getElementById("audit-detail");
    var opener = null;
    // What was asked for last: an answer that comes after it was closed, or after another was asked for, is of no use.
    var asked = 0;

    function close() {
      asked++;
      panel.hidden = true;
      panel.replaceChildren();
      document.body.classList.remove("audit-with-detail");
      if (opener && opener.isConnected) {
        opener.focus({ preventScroll: true });
      }
    }

    function open(link) {
      var question = ++asked;
      fetchText(link.href + "part").then(
        function (html) {
          if (question !== asked) {
            return;
          }
          var button = document.createElement("button");
          button.type = "button";
          button.className = "jenkins-button audit-detail__close";
          button.textContent = trail.dataset.close;
          button.addEventListener("click", close);
          panel.replaceChildren(button);
          panel.append.apply(panel, Array.from(parse(html).body.childNodes));
          panel.hidden = false;
          document.body.classList.add("audit-with-detail");
          Behaviour.applySubtree(panel, true);
          panel.focus({ preventScroll: true });
        },
        function () {
          if (question === asked) {
            window.location.href = link.href;
          }
        },
      );
    }

    document.addEventListener("click", function (event) {
      var link = event.target.closest("a.audit-entry, #audit-detail a.audit-verify");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        if (trail.contains(link)) {
          opener = link;
        }
        open(link);
      }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !panel.hidden) {
        close();
      }
    });
  }

  /* Says in a place that something could not be loaded, and tries it again when one asks for that. */
  function sayFailed(place, trail, again) {
    var text = document.createElement("span");
    text.textContent = trail.dataset.failed + " ";
    var button = document.createElement("button");
    button.type = "button";
    button.className = "jenkins-button";
    button.textContent = trail.dataset.again;
    button.addEventListener("click", again);
    var alert = document.createElement("div");
    alert.className = "jenkins-alert jenkins-alert-danger audit-failed";
    alert.setAttribute("role", "alert");
    alert.append(text, button);
    place.replaceChildren(alert);
  }

  /* Older entries are put below those that are there when one comes near the end. */
  function setUpOlder(trail) {
    var link = trail.querySelector(".audit-older");
    var rows = document.getElementById("audit-rows");
    if (!link || !rows) {
      return;
    }
    var loading = false;
    var trouble = document.createElement("div");
    link.parentElement.before(trouble);

    function load() {
      if (loading) {
        return;
      }
      loading = true;
      trouble.replaceChildren();
      fetchText(link.dataset.rows).then(
        function (html) {
          var body = parse(html).querySelector("tbody");
          var added = Array.from(body.children);
          rows.append.apply(rows, added);
          added.forEach(function (row) {
            Behaviour.applySubtree(row, true);
          });
          loading = false;
          if (body.dataset.older) {
            link.href = body.dataset.older;
            link.dataset.rows = body.dataset.olderRows;
          } else {
            link.parentElement.remove();
            observer.disconnect();
          }
        },
        function () {
          loading = false;
          sayFailed(trouble, trail, load);
        },
      );
    }

    link.addEventListener("click", function (event) {
      event.preventDefault();
      load();
    });
    var observer = new IntersectionObserver(
      function (entries) {
        // What failed is tried again by whoever reads, not by scrolling to and fro.
        if (entries[0].isIntersecting && !trouble.hasChildNodes()) {
          load();
        }
      },
      { rootMargin: "200px" },
    );
    observer.observe(link);
  }

  /* How many entries came since; they are shown when one asks for them, so that nothing moves while one reads. */
  function setUpNew(trail) {
    var place = trail.querySelector(".audit-new");
    if (trail.dataset.top !== "true") {
      return;
    }

    function show() {
      fetchText(withParameter(withParameter(trail.dataset.rowsUrl, "after", trail.dataset.newest), "limit", 1000)).then(
        function (html) {
          var body = parse(html).querySelector("tbody");
          var rows = document.getElementById("audit-rows");
          if (!rows) {
            window.location.reload();
            return;
          }
          var added = Array.from(body.children);
          rows.prepend.apply(rows, added);
          added.forEach(function (row) {
            row.classList.add("audit-row--new");
            Behaviour.applySubtree(row, true);
          });
          trail.dataset.newest = body.dataset.newest;
          place.replaceChildren();
        },
        function () {
          sayFailed(place, trail, show);
        },
      );
    }

    function announce(count, complete) {
      var text = count === 1 ? trail.dataset.one : trail.dataset.many.replace("0", count + (complete ? "" : "+"));
      var button = place.querySelector("button:not(.audit-failed *)");
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.className = "jenkins-button";
        button.addEventListener("click", show);
        place.replaceChildren(button);
      }
      if (button.textContent !== text) {
        button.textContent = text;
      }
    }

    repeat(LOOK_SECONDS, function () {
      return fetchText(withParameter(trail.dataset.newerUrl, "after", trail.dataset.newest)).then(function (text) {
        var answer = JSON.parse(text);
        if (answer.count > 0) {
          announce(answer.count, answer.complete);
        }
        return true;
      });
    });
  }

  /* A click chooses a bar, dragging a period. */
  function setUpHistogram(figure) {
    var svg = figure.querySelector("svg");
    var chosen = figure.querySelector(".audit-histogram__chosen");
    var from = Number(figure.dataset.from);
    var to = Number(figure.dataset.to);
    var start = null;

    function at(event) {
      var box = svg.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    }

    svg.addEventListener("pointerdown", function (event) {
      start = at(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", function (event) {
      if (start !== null) {
        var now = at(event);
        chosen.setAttribute("x", 1000 * Math.min(start, now));
        chosen.setAttribute("width", 1000 * Math.abs(now - start));
      }
    });
    svg.addEventListener("pointerup", function (event) {
      var end = at(event);
      var first = Math.min(start, end);
      var last = Math.max(start, end);
      start = null;
      chosen.setAttribute("width", 0);
      var begin = Math.floor((from + first * (to - from)) / 1000) * 1000;
      var stop = Math.ceil((from + last * (to - from)) / 1000) * 1000;
      if (last - first < 0.005) {
        var bar = Array.from(figure.querySelectorAll("[data-link]")).find(function (rect) {
          var box = rect.getBoundingClientRect();
          return event.clientX >= box.left && event.clientX <= box.right;
        });
        if (bar) {
          window.location.href = bar.dataset.link;
        }
        return;
      }
      var url = new URL(figure.dataset.url, window.location.href);
      url.searchParams.delete("last");
      url.searchParams.set("from", new Date(begin).toISOString());
      url.searchParams.set("to", new Date(stop).toISOString());
      window.location.href = url.href;
    });
    svg.addEventListener("pointercancel", function () {
      start = null;
      chosen.setAttribute("width", 0);
    });
  }

  /* The period is either the last so many days or two times; one that is too long is refused before it is sent. */
  function setUpForm(form, trail) {
    var last = form.elements.last;
    var from = form.elements.from;
    var to = form.elements.to;

    function check() {
      // Without an end the period ends now, in a time zone which is that of the preferences and not always the browser's.
      // What is over by no more than that, or than a clock that is set, is for the server to judge.
      var span = from.value ? (to.value ? new Date(to.value) : new Date()) - new Date(from.value) : 0;
      var problem = span > LONGEST_DAYS * DAY + (to.value ? 2 : 26) * HOUR ? form.dataset.over : "";
      if (from.value && to.value && from.value >= to.value) {
        problem = form.dataset.order;
      }
      from.setCustomValidity(to.value ? "" : problem);
      to.setCustomValidity(to.value ? problem : "");
    }

    [from, to].forEach(function (input) {
      input.addEventListener("input", function () {
        last.value = "";
        check();
      });
    });
    last.addEventListener("change", function () {
      if (last.value) {
        from.value = "";
        to.value = "";
        check();
      }
    });
    form.querySelectorAll(".audit-typed__value input").forEach(function (input) {
      input.addEventListener("change", function () {
        form.requestSubmit();
      });
    });
    form.querySelectorAll(".audit-typed > input").forEach(function (input) {
      setUpSuggestions(input, trail.dataset.suggestUrl);
    });
    form.addEventListener("submit", function () {
      // Whoever wants a text with blanks around it finds it by the links of an entry; here they were typed or pasted by chance.
      form.querySelectorAll(".audit-typed > input").forEach(function (input) {
        input.value = input.value.trim();
      });
      // What is empty need not stand in the URL, and the crumb that Jenkins adds to every form must not.
      Array.from(form.elements).forEach(function (element) {
        if (element.name && (element.value === "" || element.type === "hidden")) {
          element.disabled = true;
        }
      });
      setTimeout(function () {
        Array.from(form.elements).forEach(function (element) {
          element.disabled = false;
        });
      });
    });
  }

  function setUpSuggestions(input, url) {
    var list = document.getElementById(input.getAttribute("list"));
    var timer = null;
    input.addEventListener("input", function () {
      clearTimeout(timer);
      var text = input.value;
      timer = setTimeout(function () {
        fetchText(url + "?kind=" + encodeURIComponent(input.name) + "&text=" + encodeURIComponent(text)).then(
          function (json) {
            if (input.value === text) {
              list.replaceChildren.apply(
                list,
                JSON.parse(json).suggestions.map(function (value) {
                  var option = document.createElement("option");
                  option.value = value;
                  return option;
                }),
              );
            }
          },
          function () {
            list.replaceChildren();
          },
        );
      }, 200);
    });
  }

  Behaviour.specify(".audit-trail", "audit-trail", 0, function (trail) {
    if (trail.setUp) {
      return;
    }
    trail.setUp = true;
    setUpAddress(trail);
    setUpDetail(trail);
    setUpOlder(trail);
    setUpNew(trail);
    document.querySelectorAll(".audit-form").forEach(function (form) {
      setUpForm(form, trail);
    });
  });

  /* What a menu offers is the same for every row, and where it leads is known of each. */
  Behaviour.specify("#audit-rows tr", "audit-menu", 0, function (row) {
    var place = row.querySelector("template").content.firstElementChild;
    if (place.childElementCount > 0) {
      return;
    }
    var base = document.getElementById("audit-trail").dataset.base;
    var links = {
      entry: "entry/" + row.dataset.sequence + "/",
      target: row.dataset.target,
      actor: row.dataset.actor,
    };
    Array.from(document.getElementById("audit-menu").content.children).forEach(function (item) {
      var link = links[item.dataset.dropdownHref];
      if (link) {
        var own = item.cloneNode(true);
        own.dataset.dropdownHref = base + link;
        place.append(own);
      }
    });
  });

  Behaviour.specify(".audit-archive-form", "audit-archive-form", 0, function (form) {
    if (form.setUp) {
      return;
    }
    form.setUp = true;
    form.addEventListener("formdata", function (event) {
      // What is empty need not stand in the URL, and what Jenkins adds to every form must not.
      Array.from(event.formData.entries()).forEach(function (field) {
        if (field[1] === "" || field[0] === "json" || field[0] === document.head.dataset.crumbHeader) {
          event.formData.delete(field[0]);
        }
      });
    });
  });

  /* Core's forms have their labels beside the fields rather than for them. */
  Behaviour.specify(".audit-settings .jenkins-form-item", "audit-settings", 0, function (item) {
    var title = item.querySelector(":scope > .jenkins-form-label");
    item.querySelectorAll("input:not([type=hidden]), select, textarea").forEach(function (field) {
      var label = field.parentElement.querySelector("label.attach-previous") || title;
      if (label && !field.labels.length && !field.hasAttribute("aria-label")) {
        field.setAttribute("aria-label", label.firstChild.textContent.trim());
      }
    });
  });

  Behaviour.specify(".audit-histogram", "audit-histogram", 0, function (figure) {
    if (!figure.setUp) {
      figure.setUp = true;
      setUpHistogram(figure);
    }
  });

  Behaviour.specify(".audit-live", "audit-live", 0, function (part) {
    if (part.setUp) {
      return;
    }
    part.setUp = true;
    if (part.querySelector("[data-live-done=true]")) {
      return;
    }
    repeat(1, function () {
      return fetchText(part.dataset.liveUrl).then(function (html) {
        part.replaceChildren.apply(part, Array.from(parse(html).body.childNodes));
        Behaviour.applySubtree(part, true);
        return !part.querySelector("[data-live-done=true]");
      });
    });
  });
})();
