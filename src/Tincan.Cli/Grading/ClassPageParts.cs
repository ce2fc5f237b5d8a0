using Tincan.Drawing.Html;

namespace Tincan.Cli.Grading;

/// <summary>The style and the script of a <see cref="ClassPage"/>.</summary>
internal static class ClassPageParts
{
    public const string Style = "\n" + HtmlStyle.Common + """
        h2 { font-size: 1.05rem; }
        table { border-collapse: collapse; }
        th { text-align: left; font-weight: 600; }
        thead th, .n span, tfoot, .key, .cases, details { color: var(--faint); }
        th, td { padding: .1rem .5rem; vertical-align: top; }
        tbody tr { border-top: 1px solid var(--rule); }
        button { all: unset; cursor: pointer; }
        button:focus-visible, a:focus-visible { outline: 2px solid var(--blue); }
        .wide { overflow: auto; max-height: 85vh; }
        .grid { border-collapse: separate; border-spacing: 0; }
        .grid tbody > tr > * { border-top: 1px solid var(--rule); }
        .grid thead th, .grid tfoot > tr > * { position: sticky; background: var(--paper); z-index: 1; }
        .grid thead th { top: 0; }
        .grid tfoot > tr > * { bottom: 0; }
        .grid tr > :first-child { position: sticky; left: 0; background: var(--paper); }
        .grid thead tr > :first-child, .grid tfoot tr > :first-child { z-index: 2; }
        [aria-sort] button::after { content: " ▲"; }
        [aria-sort="descending"] button::after { content: " ▼"; }
        .n { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
        .grid thead th { vertical-align: bottom; }
        .grid td:not(.n) { text-align: center; padding: .1rem .3rem; }
        .grid tbody th { max-width: 20rem; overflow-wrap: anywhere; }
        .case span { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400; white-space: nowrap; }
        .grid a { display: block; color: inherit; text-decoration: none; }
        .grid tbody tr:hover, .grid tbody tr:hover > :first-child, .grid a:hover { background: light-dark(#eef2f6, #1f262d); }
        .passed { color: var(--green); }
        .failed { color: var(--red); font-weight: 700; }
        .should { font-weight: 400; }
        .should a { opacity: .75; }
        .flaky { color: var(--orange); font-weight: 700; }
        .other { color: var(--faint); }
        .bugs { max-width: 70rem; }
        .bugs td { overflow-wrap: anywhere; }
        .bugs meter { width: 6rem; vertical-align: middle; }
        .story { display: none; }
        .story:target { display: block; position: fixed; z-index: 3; inset: auto 0 0 0; max-height: 65vh; overflow: auto; padding: .5rem 1.5rem; background: var(--paper); border-top: 3px solid var(--blue); }
        .story h2 { margin: .2rem 4rem .2rem 0; overflow-wrap: anywhere; }
        .close { float: right; color: var(--blue); }
        pre { overflow-x: auto; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
        @media (max-width: 45rem) {
          .n span { display: none; }
          .bugs :is(thead, tbody, tr, td) { display: block; text-align: left; }
        }

        """;

    public const string Script = """

        for (const table of document.querySelectorAll("table[data-sort]")) {
          const body = table.tBodies[0];
          for (const button of table.querySelectorAll("thead button")) {
            button.addEventListener("click", () => {
              const head = button.parentElement;
              const column = head.cellIndex;
              const falls = head.getAttribute("aria-sort") === "ascending";
              for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
              head.setAttribute("aria-sort", falls ? "descending" : "ascending");
              const key = row => row.cells[column].dataset.key ?? row.cells[column].textContent;
              const rows = [...body.rows].sort((one, two) => key(one).localeCompare(key(two), "en", { numeric: true }));
              body.append(...(falls ? rows.reverse() : rows));
            });
          }
        }
        addEventListener("keydown", pressed => {
          if (pressed.key === "Escape" && location.hash.startsWith("#s")) location.hash = "-";
        });
        addEventListener("hashchange", change => {
          const from = new URL(change.oldURL).hash;
          if (location.hash === "#-" && from.startsWith("#s")) document.querySelector(`.grid a[href="${from}"]`)?.focus({ preventScroll: true });
        });

        """;
}
