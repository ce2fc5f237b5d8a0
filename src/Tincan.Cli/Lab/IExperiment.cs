namespace Tincan.Cli.Lab;

/// <summary>An experiment about a question that assignments ask, on real loopback connections.</summary>
internal interface IExperiment
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    string Title { get; }

    /// <summary>What was seen and why, in a few sentences.</summary>
    string Explanation { get; }

    /// <summary>Runs the experiment.</summary>
    /// <param name="bench">Makes and records its connections.</param>
    Task RunAsync(LabBench bench);
}
