namespace Tincan.Bench.Measuring;

/// <summary>One piece of work that several contenders do in turn.</summary>
/// <param name="Name">As the command line calls it: a group, a full stop, and the row.</param>
/// <param name="Work">As the tables describe it.</param>
/// <param name="Figures">What is compared.</param>
/// <param name="Contenders">The programs that do it.</param>
/// <param name="Baseline">The name of the contender that the others are a ratio of.</param>
internal sealed record Row(string Name, string Work, IReadOnlyList<Figure> Figures, IReadOnlyList<Contender> Contenders, string Baseline)
{
    public string Group => Name.Split('.')[0];
}

/// <summary>A program that is measured in a row.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="RunAsync">Does it once.</param>
internal sealed record Contender(string Name, Func<Runner, Task<Sample>> RunAsync)
{
    /// <summary>The program that is not installed, so that it cannot; otherwise null.</summary>
    public string? Missing { get; init; }
}
