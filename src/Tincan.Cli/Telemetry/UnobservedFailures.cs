using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Telemetry;

/// <summary>Tells of tasks that have failed with nobody looking, once the runtime comes upon them. Without it they would be lost.</summary>
internal sealed class UnobservedFailures : IDisposable
{
    private readonly ILogger _log;

    public UnobservedFailures(ILogger log)
    {
        _log = log;
        TaskScheduler.UnobservedTaskException += Tell;
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Tell;

    private void Tell(object? sender, UnobservedTaskExceptionEventArgs failed) => OperatorLog.Unobserved(_log, failed.Exception.GetBaseException());
}
