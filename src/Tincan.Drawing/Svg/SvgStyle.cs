using Tincan.Drawing.Html;

namespace Tincan.Drawing.Svg;

internal static class SvgStyle
{
    /// <summary>The style sheet of a picture.</summary>
    public const string Sheet = HtmlStyle.Colours + """
        svg { color: var(--ink); }
        text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        .n { fill: var(--faint); font-variant-numeric: tabular-nums; text-anchor: end; }
        .words { fill: currentColor; font: 13px ui-monospace, "DejaVu Sans Mono", monospace; }
        .remark { fill: currentColor; text-anchor: middle; }
        .message { fill: var(--purple); font-size: 12px; text-anchor: middle; }
        .to-client .name { text-anchor: start; }
        .to-server .name, .end { text-anchor: end; }
        .side { stroke: var(--rule); stroke-width: 2; }
        .silent { stroke-dasharray: 2 4; }
        .shaft, .box { fill: none; stroke: currentColor; stroke-width: 1.5; }
        .head { fill: currentColor; }
        .bar { fill: none; stroke: var(--purple); stroke-width: 2; }
        .to-server { color: var(--blue); }
        .to-client { color: var(--green); }
        .rst, .timeout, .note, .gap, .stillwaiting { color: var(--orange); }
        .fault { color: var(--red); }
        .rst .shaft, .fault .box { stroke-dasharray: 4 3; }

        """;
}
