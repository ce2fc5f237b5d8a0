using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Telemetry;

/// <summary>Logs the errors that OpenTelemetry reports: variables whose value it cannot use and, once, a failed export.</summary>
internal sealed class ExportErrors : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, bool> _logged = new(StringComparer.Ordinal);
    private int _isFailureLogged;

    /// <summary>Starts listening.</summary>
    /// <param name="log">The log.</param>
    public ExportErrors(ILogger log)
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

    /// <summary>Logs a failed export, the first time.</summary>
    public void NotExported(string problem)
    {
        if (Interlocked.Exchange(ref _isFailureLogged, 1) == 0)
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
        if (_logged.TryAdd(variable, true))
        {
            OperatorLog.Ignored(_log, variable, "its value cannot be used; the default applies");
        }
    }

    /// <summary>The collector's address without a password, and the first line of the reason; null if it is not about a collector.</summary>
    private static string? Describe(string[] words) => words is [var address, var why, ..] && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? $"{uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}: {Sentence(why)}"
        : null;

    /// <summary>The first line of an exception, without its type.</summary>
    private static string Sentence(string exception)
    {
        var line = exception.Split('\n')[0].TrimEnd('\r');
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return line.Length == 0 ? "the collector did not accept it" : colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal) ? line[(colon + 2)..] : line;
    }
}
