namespace Tincan.Drawing.Html;

/// <summary>The page around the rows of a ladder. It loads and runs nothing; its content security policy makes the browser enforce that.</summary>
internal static class HtmlPage
{
    public const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Ladder</title>
        <style>

        """ + HtmlStyle.Common + """
        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; color: var(--faint); font-weight: 600; }
        th, td { padding: 0 .6rem; vertical-align: middle; }
        td.n { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; color: var(--faint); }
        td.lane, th.lane { width: 99%; max-width: 0; border: solid var(--rule); border-width: 0 2px; padding: .25rem 0; }
        th.lane { border-color: transparent; }
        th.lane span { float: right; }
        .arrow { display: flex; align-items: center; gap: .5rem; padding: 0 .4rem; }
        .to-client .arrow { flex-direction: row-reverse; }
        .said { max-width: 75%; min-width: 0; }
        .shaft { flex: 1; min-width: 2rem; height: 0; border-top: 2px solid; position: relative; }
        .shaft::after { content: ""; position: absolute; top: -6px; border: 5px solid transparent; }
        .to-server .shaft::after { right: -6px; border-left: 8px solid currentColor; }
        .to-client .shaft::after { left: -6px; border-right: 8px solid currentColor; }
        .to-server { color: var(--blue); }
        .to-client { color: var(--green); }
        .fin .shaft { border-top-style: double; border-top-width: 5px; }
        .fin .shaft::after { top: -8px; }
        .rst .shaft { border-top-style: dashed; }
        .rst, .gap, .waiting, .timeout, .note { color: var(--orange); }
        .gap td.lane, .waiting td.lane { border-style: dotted; }
        .remark { padding: 0 .8rem; }
        .fault { color: var(--red); }
        .fault .remark { padding: 0 .4rem; }
        .fault.to-client .remark { text-align: right; }
        .fault span { display: inline-block; border: 1.5px dashed; border-radius: 3px; padding: 0 .35rem; font-weight: 600; text-align: left; overflow-wrap: anywhere; }
        code { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
        .bytes { display: block; border: 1.5px solid; border-radius: 3px; padding: 0 .35rem; }
        .messages { display: flex; gap: 2px; color: var(--purple); font-size: 12px; line-height: 1.2; min-width: 4rem; }
        .messages span { min-width: 0; overflow: hidden; text-align: center; border-top: 4px solid; padding-top: 1px; }
        .messages .begins { border-left: 4px solid; }
        .messages .ends { border-right: 4px solid; }
        .how { color: var(--purple); font-size: 12px; }
        details { color: var(--faint); font-size: 13px; }
        pre { margin: .2rem 0; overflow-x: auto; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
        </style>
        </head>
        <body>
        <h1>Ladder</h1>
        <table>
        <thead><tr><th>time</th><th>since</th><th>conn</th><th class="lane">client<span>server</span></th></tr></thead>
        <tbody>

        """;

    public const string Foot = """
        </tbody>
        </table>
        </body>
        </html>

        """;
}
