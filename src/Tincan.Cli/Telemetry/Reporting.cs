using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Telemetry;

/// <summary>What a server tells its operator: a log on standard error and, where variables of the environment ask for it, telemetry over OTLP.</summary>
internal sealed class Reporting : IAsyncDisposable
{
    private readonly StderrLog _stderr;
    private readonly UnobservedFailures _unobserved;
    private IAsyncDisposable? _export;

    private Reporting(LogLevel level, LogFormat format)
    {
        _stderr = new StderrLog(level, LogForm.Of(format, isTerminal: !Console.IsErrorRedirected));
        var plan = ExportPlan.Read(Environment.GetEnvironmentVariable);
        foreach (var (variable, problem) in plan.Ignored)
        {
            OperatorLog.Ignored(_stderr, variable, problem);
        }

        (Log, _export) = plan.IsAny ? Export(plan, _stderr, level) : (_stderr, null);
        _unobserved = new UnobservedFailures(Log);
    }

    /// <summary>What is to be said.</summary>
    public ILogger Log { get; }

    /// <summary>Begins.</summary>
    /// <param name="level">How much is said in the log.</param>
    /// <param name="format">How it is written.</param>
    public static Reporting Start(LogLevel level, LogFormat format) => new(level, format);

    /// <summary>Exports what is left, as long as the hosts that have stopped can be asked for their figures.</summary>
    public async Task ExportRestAsync()
    {
        if (Interlocked.Exchange(ref _export, null) is { } export)
        {
            await export.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _unobserved.Dispose();
        await ExportRestAsync();
        await _stderr.DisposeAsync();
    }

    // By itself, so that OpenTelemetry is loaded only for those who want it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ILogger Log, IAsyncDisposable Export) Export(ExportPlan plan, ILogger log, LogLevel level)
    {
        var export = OtlpExport.Start(plan, log, level);
        return (export.Log, export);
    }
}
