namespace Tincan.Reliability;

/// <summary>Something that the program has to withstand.</summary>
internal interface IExperiment
{
    /// <summary>One word: <c>load</c>.</summary>
    string Name { get; }

    /// <summary>What is done, and what has to hold, in a few sentences.</summary>
    string About { get; }

    /// <summary>Does it, and notes what was measured and what was wrong.</summary>
    Task RunAsync(Terms terms, Findings findings, CancellationToken cancel);
}
