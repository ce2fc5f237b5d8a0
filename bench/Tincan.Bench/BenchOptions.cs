using Tincan.Bench.Load;
using Tincan.Bench.Measuring;

namespace Tincan.Bench;

/// <summary>What the benchmark was asked to do.</summary>
internal sealed record BenchOptions
{
    /// <summary>How often every part is run against every peer, in turn. Defaults to 5.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long one run is measured, in seconds. Defaults to 2.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>How long one run goes on before it is measured, in seconds. Defaults to 6: beside a saturated core the compiler takes that long.</summary>
    public double Warm { get; init; } = 6;

    /// <summary>Only these parts. Defaults to all.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = Part.All;

    public bool Json { get; init; }

    /// <summary>Exit with 1 when a goal is missed.</summary>
    public bool Check { get; init; }

    /// <summary>For a child process: the server to be.</summary>
    public string? Serve { get; init; }

    /// <summary>For a child process: the address to load, with <see cref="Shape"/>.</summary>
    public string? Load { get; init; }

    public LoadShape Shape { get; init; } = new(1, 64, 64);

    public static bool TryParse(string[] args, out BenchOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new BenchOptions();
        problem = null;
        var rest = new Queue<string>(args);
        while (problem is null && rest.TryDequeue(out var option))
        {
            if (option is "--json")
            {
                options = options with { Json = true };
            }
            else if (option is "--check")
            {
                options = options with { Check = true };
            }
            else if (rest.TryDequeue(out var value))
            {
                options = options.With(option, value, out problem);
            }
            else
            {
                problem = $"'{option}' is not an option, or has no value";
            }
        }

        return problem is null;
    }

    private BenchOptions With(string option, string value, out string? problem)
    {
        problem = null;
        switch (option)
        {
            case "--serve":
                return this with { Serve = value };
            case "--load":
                return this with { Load = value };
            case "--shape" when LoadShape.TryParse(value, out var shape):
                return this with { Shape = shape };
            case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                return this with { Rounds = rounds };
            case "--seconds" when TryParseSeconds(value, out var seconds):
                return this with { Seconds = seconds };
            case "--warm" when TryParseSeconds(value, out var warm):
                return this with { Warm = warm };
            case "--parts" when Part.TryFind(value.Split(','), out var parts):
                return this with { Parts = parts };
            default:
                problem = $"'{option} {value}' is not understood; the options are in bench/README.md";
                return this;
        }
    }

    private static bool TryParseSeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
}
