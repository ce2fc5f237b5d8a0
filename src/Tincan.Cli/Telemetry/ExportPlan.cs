namespace Tincan.Cli.Telemetry;

/// <summary>
/// Which signals are exported over OTLP, by the variables of the OpenTelemetry specification. A signal is, if an endpoint is said for all or for it, or
/// its exporter is said to be <c>otlp</c>. Where to and how is read by the exporter itself.
/// </summary>
/// <param name="Traces">Whether activities are.</param>
/// <param name="Metrics">Whether instruments are.</param>
/// <param name="Logs">Whether the log is.</param>
/// <param name="Ignored">Variables with values that cannot be obeyed, and why.</param>
internal sealed record ExportPlan(bool Traces, bool Metrics, bool Logs, IReadOnlyList<(string Variable, string Problem)> Ignored)
{
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    /// <summary>Whether anything is exported.</summary>
    public bool IsAny => Traces || Metrics || Logs;

    /// <summary>Reads the variables; an empty one counts as none.</summary>
    /// <param name="variable">The value of a variable, null if there is none.</param>
    public static ExportPlan Read(Func<string, string?> variable)
    {
        var ignored = new List<(string, string)>();
        if (Said("OTEL_SDK_DISABLED") is { } disabled)
        {
            if (Is(disabled, "true"))
            {
                return new ExportPlan(false, false, false, ignored);
            }

            if (!Is(disabled, "false"))
            {
                ignored.Add(("OTEL_SDK_DISABLED", $"'{disabled}' counts as false; write true or false"));
            }
        }

        var asked = new ExportPlan(IsAsked("TRACES"), IsAsked("METRICS"), IsAsked("LOGS"), ignored);
        if (asked.IsAny)
        {
            string[] parts = ["", "TRACES_", "METRICS_", "LOGS_"];
            Array.ForEach(parts, Check);
        }

        return asked with
        {
            Traces = asked.Traces && CanBe("TRACES"),
            Metrics = asked.Metrics && CanBe("METRICS"),
            Logs = asked.Logs && CanBe("LOGS"),
        };

        string? Said(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

        bool IsAsked(string signal)
        {
            var name = $"OTEL_{signal}_EXPORTER";
            if (Said(name) is not { } exporters)
            {
                return Said("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || Said($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null;
            }

            var words = exporters.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            ignored.AddRange(words.Where(static word => !Is(word, "otlp") && !Is(word, "none")).Select(word => (name, $"'{word}' is ignored; there are otlp and none")));
            return words.Any(static word => Is(word, "otlp"));
        }

        void Check(string part)
        {
            var protocol = $"OTEL_EXPORTER_OTLP_{part}PROTOCOL";
            if (Said(protocol) is { } word && !Protocols.Contains(word, StringComparer.Ordinal))
            {
                ignored.Add((protocol, $"'{word}' is ignored; there are {string.Join(" and ", Protocols)}"));
            }

            var endpoint = $"OTEL_EXPORTER_OTLP_{part}ENDPOINT";
            if (Said(endpoint) is { } place && !IsPlace(place))
            {
                ignored.Add((endpoint, $"'{place}' is no address of a collector, and nothing is exported to it; write it as http://localhost:4317"));
            }

            // The exporter of the log takes whatever stands there, and is silent ever after. A header may be a password, so it is not told.
            var headers = $"OTEL_EXPORTER_OTLP_{part}HEADERS";
            if (Said(headers) is { } pairs && !AreHeaders(pairs))
            {
                ignored.Add((headers, "this is no list of headers, and nothing is exported with it; write it as NAME=VALUE,NAME=VALUE"));
            }
        }

        bool CanBe(string signal) => (Of(signal, "ENDPOINT") is not { } place || IsPlace(place)) && (Of(signal, "HEADERS") is not { } headers || AreHeaders(headers));

        string? Of(string signal, string what) => Said($"OTEL_EXPORTER_OTLP_{signal}_{what}") ?? Said($"OTEL_EXPORTER_OTLP_{what}");
    }

    private static bool IsPlace(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool AreHeaders(string text) =>
        Uri.UnescapeDataString(text).Split(',').All(static pair => string.IsNullOrWhiteSpace(pair) || pair.IndexOf('=', StringComparison.Ordinal) > 0);

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);
}
