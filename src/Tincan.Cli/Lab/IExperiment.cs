namespace Tincan.Cli.Lab;

/// <summary>A classic experiment: something that assignments ask about, run for real on loopback.</summary>
internal interface IExperiment
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    string Title { get; }

    /// <summary>What was seen and why, in a few sentences.</summary>
    string Explanation { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="bench">Where connections are made, recorded and told of.</param>
    Task RunAsync(LabBench bench);
}
