using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Telemetry;

/// <summary>Passes on to the operator what OpenTelemetry reports of itself: variables whose value it cannot use and, once, that nothing reaches the collector.</summary>
internal sealed class ExportTroubles : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private int _isFailureTold;

    /// <summary>Begins to listen.</summary>
    /// <param name="log">The operator's log.</param>
    public ExportTroubles(ILogger log)
    {
        _log = log;
        EventSourceCreated += (_, created) =>
        {
            if (created.EventSource is { Name: Exporter or "OpenTelemetry-Sdk" } source)
            {
                EnableEvents(source, EventLevel.Warning);
            }
        };
    }

    /// <summary>Says that the collector was not told, the first time.</summary>
    public void NotExported(string problem)
    {
        if (Interlocked.Exchange(ref _isFailureTold, 1) == 0)
        {
            OperatorLog.NotExported(_log, problem);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var words = (eventData.Payload ?? []).Select(static part => $"{part}").ToArray();
        switch (eventData.EventName)
        {
            case "InvalidConfigurationValue" when words is [var variable, ..]:
                Ignore(variable);
                break;
            case "TracesSamplerConfigInvalid":
                Ignore("OTEL_TRACES_SAMPLER");
                break;
            case "TracesSamplerArgConfigInvalid":
                Ignore("OTEL_TRACES_SAMPLER_ARG");
                break;
            case var _ when eventData.EventSource.Name == Exporter && Describe(words) is { } problem:
                NotExported(problem);
                break;
        }
    }

    private void Ignore(string variable)
    {
        if (_told.TryAdd(variable, true))
        {
            OperatorLog.Ignored(_log, variable, "its value cannot be used; the default applies");
        }
    }

    /// <summary>Where to, without a password, and the first line of why; null if it is not about a collector.</summary>
    private static string? Describe(string[] words) => words is [var place, var why, ..] && Uri.TryCreate(place, UriKind.Absolute, out var uri)
        ? $"{uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}: {Sentence(why)}"
        : null;

    /// <summary>The first line of an exception, without its type.</summary>
    private static string Sentence(string exception)
    {
        var line = exception.Split('\n')[0].TrimEnd('\r');
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return line.Length == 0 ? "the collector did not take it" : colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal) ? line[(colon + 2)..] : line;
    }
}
