using Tincan.Checks.Subjects;
using Tincan.Framing;

namespace Tincan.Checks.Running.Probing;

/// <summary>What a probe found out about a program before it is judged.</summary>
public sealed record ProbeResult
{
    /// <summary>How the program is to be checked: as a person said, and for the rest as it was found.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>What was found and why, a sentence each, without a full stop. Defaults to nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the program could not be spoken to at all; null if it could.</summary>
    public CheckFailedException? NeverStarted { get; init; }
}

/// <summary>Finds out how a program speaks: from the bytes that it sends, and never from what it is judged by.</summary>
public static class Probe
{
    /// <summary>Starts a program, speaks to it, and reads how its lines end and where it differs from what the suite states.</summary>
    /// <param name="suite">Which suite.</param>
    /// <param name="subject">What is checked.</param>
    /// <param name="options">How. The dialect is looked for if it is <see cref="Dialect.Auto"/>.</param>
    /// <param name="cases">The cases that are to be run.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="SubjectException">The program could not be started at all.</exception>
    public static async Task<ProbeResult> RunAsync(Suite suite, ISubject subject, CheckOptions options, IReadOnlyList<Case> cases, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(options);
        var prober = new Prober(suite, subject, options, cases, cancel);
        await suite.Probe(prober);
        return prober.Result;
    }
}
