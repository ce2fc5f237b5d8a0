namespace Tincan.Cli.Telemetry;

/// <summary>
/// The signals that the environment variables of the OpenTelemetry specification export over OTLP: those with an endpoint, their own or that of all signals, and
/// those whose exporter is <c>otlp</c>. OpenTelemetry itself reads the other variables, and reports their errors.
/// </summary>
/// <param name="Traces">Whether activities are exported.</param>
/// <param name="Metrics">Whether instruments are exported.</param>
/// <param name="Logs">Whether the log is exported.</param>
/// <param name="Ignored">Variables with values that cannot be used, and why.</param>
internal sealed record ExportPlan(bool Traces, bool Metrics, bool Logs, IReadOnlyList<(string Variable, string Problem)> Ignored)
{
    /// <summary>Whether anything is exported.</summary>
    public bool IsAny => Traces || Metrics || Logs;

    /// <summary>Reads the variables. An empty one counts as unset.</summary>
    /// <param name="variable">Returns the value of a variable; null if it is unset.</param>
    public static ExportPlan Read(Func<string, string?> variable)
    {
        var ignored = new List<(string, string)>();
        var isOn = !Is(Value("OTEL_SDK_DISABLED"), "true");
        return new ExportPlan(isOn && IsAsked("TRACES"), isOn && IsAsked("METRICS"), isOn && IsAsked("LOGS"), ignored);

        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

        bool IsAsked(string signal)
        {
            var name = $"OTEL_{signal}_EXPORTER";
            if (Value(name) is not { } exporters)
            {
                return Value("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || Value($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null;
            }

            var words = exporters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            ignored.AddRange(words.Where(static word => !Is(word, "otlp") && !Is(word, "none")).Select(word => (name, $"'{word}' is ignored: write otlp or none")));
            return words.Any(static word => Is(word, "otlp"));
        }
    }

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
