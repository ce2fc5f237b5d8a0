namespace Tincan.Bench.Growth;

/// <summary>The points of one contender.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Colour">The number of its colour, the same in all charts.</param>
/// <param name="Points">What was measured.</param>
internal sealed record Series(string Name, int Colour, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A line chart with logarithmic axes, readable on a light and on a dark page.</summary>
internal sealed class Chart(string title, string xTitle, string yTitle, IReadOnlyList<Series> series)
{
    private const int Width = 720;
    private const int Height = 380;
    private const int Left = 70;
    private const int Right = 590;
    private const int Top = 40;
    private const int Bottom = 320;
    private const int LineHeight = 15;

    private static readonly string[] Colours = ["#3b82f6", "#f97316", "#22a06b", "#a855f7", "#ef4444", "#888888"];

    public string ToSvg()
    {
        var points = series.SelectMany(static one => one.Points).ToList();
        if (points.Count == 0)
        {
            points.Add((1, 1));
        }

        var (x, y) = (Axis.Of(points.Select(static point => point.X)), Axis.Of(points.Select(static point => point.Y)));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">
            <style>text {"{"} fill: #333 {"}"} .grid {"{"} stroke: #8884 {"}"} @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #ddd {"}"} {"}"}</style>
            <text x="{Left}" y="20" font-size="14" font-weight="bold">{WebUtility.HtmlEncode(title)}</text>
            <text x="{(Left + Right) / 2}" y="{Height - 15}" text-anchor="middle">{WebUtility.HtmlEncode(xTitle)}</text>
            <text x="15" y="{(Top + Bottom) / 2}" text-anchor="middle" transform="rotate(-90 15 {(Top + Bottom) / 2})">{WebUtility.HtmlEncode(yTitle)}</text>

            """);
        foreach (var tick in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line class="grid" x1="{AtX(tick):0.0}" x2="{AtX(tick):0.0}" y1="{Top}" y2="{Bottom}"/><text x="{AtX(tick):0.0}" y="{Bottom + 18}" text-anchor="middle">{Short(tick)}</text>

                """);
        }

        foreach (var tick in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line class="grid" x1="{Left}" x2="{Right}" y1="{AtY(tick):0.0}" y2="{AtY(tick):0.0}"/><text x="{Left - 6}" y="{AtY(tick) + 4:0.0}" text-anchor="end">{Short(tick)}</text>

                """);
        }

        var labels = LabelHeights([.. series.Select(one => one.Points.Count == 0 ? Bottom : AtY(one.Points[^1].Y))]);
        foreach (var (number, one) in series.Index())
        {
            var colour = Colours[one.Colour % Colours.Length];
            svg.Append(CultureInfo.InvariantCulture, $"""
                <polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', one.Points.Select(point => $"{AtX(point.X):0.0},{AtY(point.Y):0.0}"))}"/>

                """);
            foreach (var point in one.Points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <circle cx="{AtX(point.X):0.0}" cy="{AtY(point.Y):0.0}" r="3" fill="{colour}"><title>{WebUtility.HtmlEncode(one.Name)}, {point.X:N0}: {point.Y:#,0.##}</title></circle>

                    """);
            }

            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{Right + 10}" y="{labels[number] + 4:0.0}" style="fill: {colour}">{WebUtility.HtmlEncode(one.Name)}</text>

                """);
        }

        return svg.Append("</svg>\n").ToString();

        double AtX(double value) => Left + ((Right - Left) * x.Position(value));
        double AtY(double value) => Bottom - ((Bottom - Top) * y.Position(value));
    }

    /// <summary>Beside the ends of the lines, but never one over another.</summary>
    private static double[] LabelHeights(double[] wanted)
    {
        var free = double.MinValue;
        var heights = new double[wanted.Length];
        foreach (var (number, height) in wanted.Index().OrderBy(static one => one.Item))
        {
            heights[number] = free = Math.Max(height, free + LineHeight);
        }

        return heights;
    }

    private static string Short(double value) => value switch
    {
        >= 1e6 => $"{value / 1e6:0.##}M",
        >= 1e3 => $"{value / 1e3:0.##}k",
        _ => $"{value:0.#######}",
    };

    /// <summary>A logarithmic axis from one power of a base to another: of 10, or of 2 if the values are close to each other.</summary>
    private sealed record Axis(double Base, int From, int To)
    {
        public IEnumerable<double> Ticks => Enumerable.Range(From, To - From + 1).Select(power => Math.Pow(Base, power));

        public static Axis Of(IEnumerable<double> values)
        {
            var all = values.ToList();
            var unit = all.Max() / all.Min() < 20 ? 2.0 : 10;
            var (from, to) = ((int)Math.Floor(Math.Log(all.Min(), unit) + 1e-9), (int)Math.Ceiling(Math.Log(all.Max(), unit) - 1e-9));
            return new(unit, from, Math.Max(to, from + 1));
        }

        public double Position(double value) => (Math.Log(value, Base) - From) / (To - From);
    }
}
