using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>Requirements for several kinds of servers.</summary>
internal static class ServerCases
{
    /// <summary>The server serves another client after the first one.</summary>
    public static Case NextClient(string suite, Func<CaseContext, Task> ask) => new($"{suite}.next-client", Level.Must,
        "After one client has closed, the server serves the next one.",
        "Otherwise somebody has to start the server again for each client.",
        "Put accept into a loop.",
        async context =>
        {
            await ask(context);
            await ask(context);
        })
    { CanPerturb = false };

    /// <summary>A client that resets its connection does not affect other clients.</summary>
    public static Case AfterReset(string suite, Func<CaseContext, Task<Peer>> begin, Func<CaseContext, Task> ask) => new($"{suite}.after-reset", Level.Must,
        "A client that resets its connection (RST) ends only its own conversation.",
        "An uncaught exception ends the server for all clients.",
        "Catch the connection errors of one client where that client is served.",
        async context =>
        {
            var resetting = await begin(context);
            resetting.Abort();
            await context.SettleAsync();
            await ask(context);
        })
    { CanPerturb = false };

    /// <summary>A line that cannot be decoded does not affect other clients.</summary>
    public static Case NotUtf8(string suite, Func<CaseContext, Task<Peer>> begin, Func<CaseContext, Task> ask) => new($"{suite}.not-utf8", Level.Should,
        "A line that is not UTF-8 ends at most its own conversation: the server serves the next client.",
        "Decoding such a line fails, and an uncaught exception ends the server for all clients.",
        "Catch the decoding error (UnicodeDecodeError in Python) where the client is served, and close its connection.",
        async context =>
        {
            await using (var peer = await begin(context))
            {
                await peer.SendAsync((byte[])[0xFF, 0xFE, .. context.Options.Dialect.Terminator()]);
                try
                {
                    await peer.ReadLineAsync(context.Options.QuietPeriod);
                }
                catch (CheckFailedException)
                {
                    // The server may answer, close or stay silent.
                }
            }

            await ask(context);
        })
    { CanPerturb = false };

    /// <summary>The server serves clients concurrently.</summary>
    public static Case Concurrent(string suite, Level level, Func<CaseContext, Task<Peer>> begin, Func<CaseContext, Task> ask) => new($"{suite}.concurrent", level,
        "The server serves a client while another one is connected and silent.",
        "Otherwise one idle client blocks all others.",
        "Serve each client in its own thread or task, or use select.",
        async context =>
        {
            await using var silent = await begin(context);
            try
            {
                await ask(context);
            }
            catch (CheckFailedException failed) when (failed.Kind is FailureKind.NoAnswer or FailureKind.NeverConnected)
            {
                // A server that answers no one is not blocked by the first client.
                await silent.FinishAsync();
                await (context.Options.VerdictWait is null ? AnswersAsync(context, ask) : Task.CompletedTask);
                throw new CheckFailedException(FailureKind.BlockedByAnother, "a second client was not served while the first was connected")
                {
                    Expected = failed.Expected,
                    Got = failed.Got,
                    IsCertain = failed.IsCertain,
                };
            }
        })
    { CanPerturb = false };

    /// <summary>Asks again; any answer counts, right or wrong. A program that exited with its first client was not concurrent either.</summary>
    private static async Task AnswersAsync(CaseContext context, Func<CaseContext, Task> ask)
    {
        try
        {
            await ask(context);
        }
        catch (CheckFailedException wrong) when (wrong.Kind is not FailureKind.NoAnswer)
        {
            // Other cases judge the answer.
        }
    }

    /// <summary>A client that asks nothing receives no answers to other clients.</summary>
    public static Case OwnAnswers(string suite, Func<CaseContext, Task<Peer>> begin, Func<CaseContext, Peer, Task> ask, Func<CaseContext, string>? greeting = null, Func<CaseContext, Peer, Task>? start = null) => new($"{suite}.own-answers", Level.Must,
        "The server sends an answer to the client that asked, and to no other.",
        "If all clients share one variable for the connection, it holds the connection of the latest client.",
        "Keep each client's socket in a local variable of the function that serves it, not in a global variable or a shared field.",
        async context =>
        {
            await using var asks = await begin(context);
            await using var silent = await context.ConnectAsync();
            await context.SettleAsync();
            CheckFailedException? failed = null;
            var mine = Encoding.UTF8.GetBytes(greeting?.Invoke(context) ?? "");
            try
            {
                if (start is not null)
                {
                    await start(context, silent);
                    mine = [];
                }
            }
            catch (CheckFailedException)
            {
                // A second client that is not served is for another case, and so is a wrong greeting.
                mine = silent.Incoming.ToArray();
            }

            try
            {
                await ask(context, asks);
            }
            catch (CheckFailedException error)
            {
                failed = error;
            }

            var came = await silent.PeekAsync(context.Options.QuietPeriod);

            // Another case judges a line end after the greeting.
            var stray = came[..^LineEnd.LengthAtEnd(came)];
            if (stray.Length > mine.Length || !mine.AsSpan().StartsWith(stray))
            {
                throw new CheckFailedException(FailureKind.ExtraBytes, "a second client, which had asked nothing, was sent what was meant for the first")
                {
                    Expected = mine,
                    Got = came,
                    IsExplained = true,
                };
            }

            if (failed is not null)
            {
                throw failed;
            }
        })
    { CanPerturb = false };

    /// <summary>The server can start again while the system still holds its last connection.</summary>
    public static Case StartsAgain(string suite, Func<CaseContext, Task<Peer>> begin, Func<CaseContext, Task> ask) => new($"{suite}.starts-again", Level.Should,
        "After the server is stopped while a client is connected, it can be started again at once on the same port.",
        "The system keeps the old connection for a minute (TIME_WAIT), and bind fails with 'Address already in use' until then.",
        "Set SO_REUSEADDR on the listening socket before bind: setsockopt(SOL_SOCKET, SO_REUSEADDR, 1).",
        async context =>
        {
            await using (var peer = await begin(context))
            {
                await Task.WhenAll(context.Waits.AlongsideAsync(context.StopServerAsync()), peer.FinishAfterPeerAsync());
            }

            await ask(context);
        })
    { CanPerturb = false, NeedsRestart = true };

    /// <summary>The server closes the connection when the client has sent its FIN.</summary>
    public static Case Closes(string suite, Func<CaseContext, Task<Peer>> ask) => new($"{suite}.closes", Level.Must,
        "When the client finishes (FIN), the server closes the connection too, without a reset (RST).",
        "Otherwise the server keeps a file descriptor for every client it has ever served.",
        "When recv returns nothing, close the socket.",
        async context =>
        {
            await using var peer = await ask(context);
            await peer.FinishAsync();
            await peer.ExpectCloseAsync();
        })
    { CanPerturb = false };
}
