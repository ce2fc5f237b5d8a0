namespace Tincan.Postgres.Tests;

/// <summary>How long the tests under failures are: short in the gate; <c>eng/reliability-book</c> sets what is long.</summary>
internal static class Reliability
{
    /// <summary>How often an import is killed.</summary>
    public static int Kills { get; } = Number("TINCAN_KILLS", 10);

    /// <summary>How often the database is stopped under load.</summary>
    public static int Restarts { get; } = Number("TINCAN_RESTARTS", 2);

    /// <summary>The seed of all chance in them.</summary>
    public static int Seed { get; } = Number("TINCAN_SEED", 1);

    /// <summary>Says how far it has come, now and then.</summary>
    /// <param name="done">How often it was done.</param>
    /// <param name="of">How often it will be.</param>
    /// <param name="what">What is done.</param>
    /// <param name="began">When it began.</param>
    public static void Tell(int done, int of, string what, long began)
    {
        if (done % 10 == 0 || done == of)
        {
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{done} of {of} {what} after {seconds:F0} s, {seconds / done:F2} s each"));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
