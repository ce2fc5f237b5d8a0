using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Telemetry;

/// <summary>A server's log on standard error and, if environment variables ask for it, its telemetry over OTLP.</summary>
internal sealed class Reporting : IAsyncDisposable
{
    private readonly StderrLog _stderr;
    private readonly UnobservedExceptions _unobserved;
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
        _unobserved = new UnobservedExceptions(Log);
    }

    /// <summary>The log.</summary>
    public ILogger Log { get; }

    /// <summary>Starts the log and the export.</summary>
    /// <param name="level">The lowest level that is logged.</param>
    /// <param name="format">The format of the log.</param>
    public static Reporting Start(LogLevel level, LogFormat format) => new(level, format);

    /// <summary>Exports the remaining data. Call it before the hosts are disposed, while their metrics can be read.</summary>
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

    // A method of its own, so that OpenTelemetry is loaded only if it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ILogger Log, IAsyncDisposable Export) Export(ExportPlan plan, ILogger log, LogLevel level)
    {
        var export = OtlpExport.Start(plan, log, level);
        return (export.Log, export);
    }
}
