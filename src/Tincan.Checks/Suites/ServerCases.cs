using Tincan.Framing;

namespace Tincan.Checks;

/// <summary>Requirements that servers of many suites share.</summary>
internal static class ServerCases
{
    /// <summary>The next client is served, too.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="ask">A whole conversation.</param>
    public static Case NextClient(string suite, Func<Trial, Task> ask) => new(
        $"{suite}.next-client",
        Level.Must,
        "When a client has gone, the next one is served.",
        "A server that serves one client has to be started again for each.",
        "Put accept into a loop.",
        async trial =>
        {
            await ask(trial);
            await ask(trial);
        })
    { CanBurn = false };

    /// <summary>A client that breaks off ends nobody else's conversation.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="begin">Begins the conversation that is broken off.</param>
    /// <param name="ask">A whole conversation.</param>
    public static Case AfterReset(string suite, Func<Trial, Task<Peer>> begin, Func<Trial, Task> ask) => new(
        $"{suite}.after-reset",
        Level.Must,
        "A client that breaks off (RST) ends its own conversation only.",
        "An exception that nobody catches ends the server for all.",
        "Catch the connection errors of one client where that client is served.",
        async trial =>
        {
            var rude = await begin(trial);
            rude.Abort();
            await Task.Delay(trial.Options.Quiet, trial.Options.Time, trial.Limit);
            await ask(trial);
        })
    { CanBurn = false };

    /// <summary>A line that cannot be decoded ends nobody else's conversation.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="begin">Begins the conversation in which the line is said.</param>
    /// <param name="ask">A whole conversation.</param>
    public static Case NotUtf8(string suite, Func<Trial, Task<Peer>> begin, Func<Trial, Task> ask) => new(
        $"{suite}.not-utf8",
        Level.Should,
        "A line that is not UTF-8 ends its own conversation at most: the next client is served.",
        "Such a line cannot be decoded, and an exception that nobody catches ends the server for all.",
        "Catch the decoding error (UnicodeDecodeError in Python) where the client is served, and close its connection.",
        async trial =>
        {
            await using (var peer = await begin(trial))
            {
                await peer.SendAsync((byte[])[0xFF, 0xFE, .. trial.Options.Dialect.Terminator()]);
                try
                {
                    await peer.ReadLineAsync(trial.Options.Quiet);
                }
                catch (CheckFailedException)
                {
                    // Whether it answers, closes or says nothing is its own affair.
                }
            }

            await ask(trial);
        })
    { CanBurn = false };

    /// <summary>A client is served while another one is connected.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="level">How binding it is.</param>
    /// <param name="begin">Begins the conversation of the one that then does nothing.</param>
    /// <param name="ask">A whole conversation.</param>
    public static Case Concurrent(string suite, Level level, Func<Trial, Task<Peer>> begin, Func<Trial, Task> ask) => new(
        $"{suite}.concurrent",
        level,
        "A client is served while another one is connected and silent.",
        "One client that does nothing keeps all others out.",
        "Serve each client in a thread or a task of its own, or with select.",
        async trial =>
        {
            await using var silent = await begin(trial);
            try
            {
                await ask(trial);
            }
            catch (CheckFailedException failed) when (failed.Kind is FailureKind.NoAnswer or FailureKind.NeverConnected)
            {
                // Who answers nobody is not blocked by anybody.
                await silent.FinishAsync();
                await AnswersAsync(trial, ask);
                throw new CheckFailedException(FailureKind.BlockedByAnother, "a second client was not served while the first was connected")
                {
                    Expected = failed.Expected,
                    Got = failed.Got,
                };
            }
        })
    { CanBurn = false };

    /// <summary>
    /// Asks once more: anything that comes is an answer, right or wrong. A program that has ended with its first client has served nobody beside it,
    /// either.
    /// </summary>
    private static async Task AnswersAsync(Trial trial, Func<Trial, Task> ask)
    {
        try
        {
            await ask(trial);
        }
        catch (CheckFailedException wrong) when (wrong.Kind is not FailureKind.NoAnswer)
        {
            // What is wrong with it is told by other cases.
        }
    }

    /// <summary>When the client has finished, the server closes.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="ask">A conversation in which nothing is owed any more.</param>
    public static Case Closes(string suite, Func<Trial, Task<Peer>> ask) => new(
        $"{suite}.closes",
        Level.Must,
        "When the client finishes (FIN), the server closes the connection, too, and does not break it off (RST).",
        "A server that stays keeps a descriptor for every client that ever came.",
        "When recv returns nothing, close the socket.",
        async trial =>
        {
            await using var peer = await ask(trial);
            await peer.FinishAsync();
            await peer.HearEndAsync();
        })
    { CanBurn = false };
}
