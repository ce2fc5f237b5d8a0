using Spectre.Console;

namespace Tincan.Cli.Terminal;

/// <summary>A progress bar on standard error, if it is a terminal.</summary>
internal sealed class Progress
{
    private Action<double>? _advance;

    /// <summary>Adds to the amount that is done.</summary>
    public void Advance(double amount) => _advance?.Invoke(amount);

    /// <summary>Runs work with a progress bar, if standard error is a terminal and the results are not written to it.</summary>
    /// <param name="what">The work in a word.</param>
    /// <param name="total">The total amount; null if it is unknown.</param>
    /// <param name="resultsOnTerminal">Whether the results appear on the terminal; then there is no bar.</param>
    /// <param name="work">The work.</param>
    public static Task RunAsync(string what, double? total, bool resultsOnTerminal, Func<Progress, Task> work) =>
        Console.IsErrorRedirected || resultsOnTerminal ? work(new Progress()) : RunWithBarAsync(what, total, work);

    // Not inlined, so that the library that draws the bar is loaded only if there is one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task RunWithBarAsync(string what, double? total, Func<Progress, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(what, maxValue: total ?? 1);
                bar.IsIndeterminate = total is null;
                await work(new Progress { _advance = amount => bar.Increment(amount) });
            });
    }
}
