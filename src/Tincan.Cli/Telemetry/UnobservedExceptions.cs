using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Telemetry;

/// <summary>Logs exceptions of tasks that nobody awaits, when the runtime finds them.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    private readonly ILogger _log;

    public UnobservedExceptions(ILogger log)
    {
        _log = log;
        TaskScheduler.UnobservedTaskException += Log;
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Log;

    private void Log(object? sender, UnobservedTaskExceptionEventArgs failed) => OperatorLog.Unobserved(_log, failed.Exception.GetBaseException());
}
