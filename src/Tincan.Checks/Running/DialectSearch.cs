using Tincan.Framing;

namespace Tincan.Checks;

/// <summary>Finds out how a program ends its lines.</summary>
public static class DialectSearch
{
    private static readonly Dialect[] Known = [Dialect.Lf, Dialect.CrLf, Dialect.Nul, Dialect.Raw];

    /// <summary>Runs the first case that has to speak in each dialect; the first one in which it passes, or null.</summary>
    /// <param name="suite">Which suite.</param>
    /// <param name="subject">What is checked.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="SubjectException">The program could not be started at all.</exception>
    public static async Task<Dialect?> FindAsync(Suite suite, ISubject subject, CheckOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(options);
        if (!suite.HasLines)
        {
            return null;
        }

        // A case that cannot burn may have nothing to do with lines: a greeting has no line end.
        var one = suite.Cases.FirstOrDefault(static one => one is { Level: Level.Must, CanBurn: true, NeedsLineEnds: false }) ?? suite.Cases[0];
        foreach (var dialect in Known)
        {
            var runs = await new Runner(suite, subject, options with { Dialect = dialect }).RunAsync(one, [], cancel);
            if (runs[0].HasPassed)
            {
                return dialect;
            }

            if (runs[0].Failure!.Kind == FailureKind.NeverConnected)
            {
                return null;
            }
        }

        return null;
    }
}
