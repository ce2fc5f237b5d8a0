using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Plays;

namespace Tincan.Checks.Suites;

/// <summary>Requirements for several kinds of clients.</summary>
internal static class ClientCases
{
    /// <summary>A client reports that it cannot connect.</summary>
    public static Case Refused(string suite, string input) => Refused(suite, context => ClientPlay.ExpectRefusalFailsAsync(context, Encoding.UTF8.GetBytes(input)));

    /// <inheritdoc cref="Refused(string, string)"/>
    public static Case Refused(string suite, Func<CaseContext, Task> run) => new($"{suite}.refused", Level.Should,
        "If the connection is refused, the client ends with an exit code other than 0.",
        "To a script that runs the client, exit code 0 means success.",
        "Do not continue after connect has failed: end with sys.exit(1), or let the error end the program.",
        run)
    { CanPerturb = false };

    /// <summary>A client does not lose an answer that ends with the stream.</summary>
    public static Case LastAnswer(string suite, Func<CaseContext, Task> run) => new($"{suite}.last-answer", Level.Should,
        "The client writes a last answer that ends with FIN instead of a line end like any other.",
        "The last line of a stream may have no line end, and must not be lost.",
        "When recv returns nothing, write what is left in the buffer before you leave.",
        run)
    { CanPerturb = false };

    /// <summary>A client exits when the server has closed the connection.</summary>
    public static Case EarlyClose(string suite, Func<CaseContext, Task<ClientPlay>> ask) => new($"{suite}.early-close", Level.Must,
        "The client ends if the server closes before it has sent the answer.",
        "A client that waits for an answer that can no longer come hangs forever.",
        "When recv returns nothing, the server has gone: leave the loop.",
        async context => await (await ask(context)).CloseEarlyAsync())
    { CanPerturb = false };

    /// <summary>A client reports by its exit code that an answer is missing.</summary>
    public static Case EarlyCloseFails(string suite, Func<CaseContext, Task<ClientPlay>> ask) => new($"{suite}.early-close-fails", Level.Should,
        "If the server closes before it has sent the answer, the client's exit code is not 0.",
        "Otherwise a script that runs the client continues with half of the answers.",
        "If an answer is missing, end with sys.exit(1), or let the error end the program.",
        async context => await (await ask(context)).CloseEarlyAndExpectFailureAsync())
    { CanPerturb = false };
}
