using Microsoft.Extensions.Logging;
using Tincan.Cli.Telemetry;

namespace Tincan.Cli.Tests.Telemetry;

public sealed class UnobservedExceptionsTests
{
    [Fact]
    public void An_unobserved_task_exception_is_logged()
    {
        var log = new Kept();
        using (new UnobservedExceptions(log))
        {
            Fail("nobody sees this");
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Contains((330, "nobody sees this"), log.Events);
    }

    // By itself, so that nothing here holds the task.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fail(string message) => _ = Task.FromException(new InvalidOperationException(message));

    private sealed class Kept : ILogger
    {
        public System.Collections.Concurrent.ConcurrentBag<(int Id, string? Message)> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add((eventId.Id, exception?.Message));
    }
}
