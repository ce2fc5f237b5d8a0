namespace Tincan.Hosting;

/// <summary>What to listen to, with System.Diagnostics or OpenTelemetry. <c>docs/operating.md</c> lists the instruments and attributes.</summary>
public static class TelemetryNames
{
    /// <summary>The meter of all hosts: <c>Tincan</c>.</summary>
    public const string Meter = "Tincan";

    /// <summary>The source of activities, one a connection: <c>Tincan</c>.</summary>
    public const string ActivitySource = "Tincan";
}
