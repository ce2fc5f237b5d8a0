using Spectre.Console;

namespace Tincan.Cli.Terminal;

/// <summary>Shows how far long work has come, on standard error, and only where a person watches it.</summary>
internal sealed class Progress
{
    private Action<double>? _advance;

    /// <summary>Says that more is done.</summary>
    public void Advance(double amount) => _advance?.Invoke(amount);

    /// <summary>Runs work with a progress bar, if standard error is a terminal and the results do not scroll over it.</summary>
    /// <param name="what">What is being done, in a word.</param>
    /// <param name="total">How much there is to do; null if that is not known.</param>
    /// <param name="resultsOnTerminal">The results are shown as they come, which is progress enough.</param>
    /// <param name="work">The work.</param>
    public static Task RunAsync(string what, double? total, bool resultsOnTerminal, Func<Progress, Task> work) =>
        Console.IsErrorRedirected || resultsOnTerminal ? work(new Progress()) : RunWithBarAsync(what, total, work);

    // Not inlined: only a run that shows a bar pays for loading the library that draws it.
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
