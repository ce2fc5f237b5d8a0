namespace Tincan.Hosting;

/// <summary>The names of the meter and the activity source, for System.Diagnostics or OpenTelemetry. <c>docs/operating.md</c> lists the instruments and attributes.</summary>
public static class TelemetryNames
{
    /// <summary>The meter of all hosts: <c>Tincan</c>.</summary>
    public const string Meter = "Tincan";

    /// <summary>The activity source, with one activity per connection: <c>Tincan</c>.</summary>
    public const string ActivitySource = "Tincan";
}
