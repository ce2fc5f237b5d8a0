using Tincan.Bench.Growth;
using Tincan.Bench.Measuring;
using Tincan.Bench.Rows;

namespace Tincan.Bench;

/// <summary>The command line: <c>[PART...] [--rounds N] [--seconds S] [--warm S] [--only NAME,...] [--json FILE] [--page FILE]</c>.</summary>
internal sealed record BenchOptions
{
    private const string Usage = "the options are --rounds N, --seconds S, --warm S, --only NAME,NAME, --json FILE, --page FILE";

    /// <summary>How many times each row runs. Defaults to 3.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How many seconds a load is measured. Defaults to 0.7.</summary>
    public double Seconds { get; init; } = 0.7;

    /// <summary>How many seconds a load runs before it is measured. Defaults to 0.3.</summary>
    public double Warm { get; init; } = 0.3;

    /// <summary>The rows of the tables to run. Defaults to all.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = RowList.All;

    /// <summary>The charts to make. Defaults to none.</summary>
    public IReadOnlyList<GrowthChart> Charts { get; init; } = [];

    /// <summary>The contenders to run. Defaults to all: null.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>A file for everything that was measured, as JSON.</summary>
    public string? Json { get; init; }

    /// <summary>A page to write the tables into. The charts are written into a folder beside it, with its name.</summary>
    public string? Page { get; init; }

    /// <summary>All rows to run, with the contenders to run.</summary>
    public IReadOnlyList<Row> Selection =>
    [
        .. Rows.Concat(Charts.SelectMany(static chart => chart.Points, static (_, point) => point.Row).Distinct())
            .Select(row => Only is null ? row : row with { Contenders = [.. row.Contenders.Where(contender => Only.Contains(contender.Name))] }),
    ];

    public static bool TryParse(string[] args, out BenchOptions options, [NotNullWhen(false)] out string? problem)
    {
        (options, problem) = (new BenchOptions(), null);
        var parts = new List<string>();
        var rest = new Queue<string>(args);
        while (problem is null && rest.TryDequeue(out var word))
        {
            if (!word.StartsWith('-'))
            {
                parts.Add(word);
            }
            else if (rest.TryDequeue(out var value))
            {
                options = options.With(word, value, out problem);
            }
            else
            {
                problem = $"'{word}' has no value, or is not an option; {Usage}";
            }
        }

        if (parts.Find(static part => !IsPart(part)) is { } unknown)
        {
            problem = $"'{unknown}' is not a part; the parts are {string.Join(", ", RowList.All.Select(static row => row.Name).Concat(GrowthList.All.Select(static chart => chart.Name)))}";
        }
        else if (parts.Count > 0)
        {
            options = options with
            {
                Rows = [.. options.Rows.Where(row => parts.Exists(part => Has(part, row.Name)))],
                Charts = [.. GrowthList.All.Where(chart => parts.Exists(part => Has(part, chart.Name)))],
            };
        }

        return problem is null;
    }

    private static bool IsPart(string part) => RowList.All.Any(row => Has(part, row.Name)) || GrowthList.All.Any(chart => Has(part, chart.Name));

    /// <summary>A part is a row, or all that begin with it: echo has echo.lockstep and others.</summary>
    private static bool Has(string part, string name) => name == part || name.StartsWith(part + ".", StringComparison.Ordinal);

    private BenchOptions With(string option, string value, out string? problem)
    {
        problem = null;
        switch (option)
        {
            case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                return this with { Rounds = rounds };
            case "--seconds" when TryParseSeconds(value, out var seconds) && seconds > 0:
                return this with { Seconds = seconds };
            case "--warm" when TryParseSeconds(value, out var warm):
                return this with { Warm = warm };
            case "--only":
                return this with { Only = value.Split(',') };
            case "--json":
                return this with { Json = value };
            case "--page" when File.Exists(value):
                return this with { Page = value };
            case "--page":
                problem = $"{value}: no such file";
                return this;
            default:
                problem = $"'{option} {value}' is not understood; {Usage}";
                return this;
        }
    }

    private static bool TryParseSeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
}
