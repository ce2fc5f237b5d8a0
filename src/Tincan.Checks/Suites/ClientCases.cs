using Tincan.Checks.Cases;
using Tincan.Checks.Plays;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>Requirements that clients of many suites share.</summary>
internal static class ClientCases
{
    /// <summary>A client that cannot connect says so.</summary>
    public static Case Refused(string suite, string input) => new($"{suite}.refused", Level.Should,
        "When nobody listens where the client connects to, it ends, and its exit code is not 0.",
        "A script that runs the client takes exit code 0 for success.",
        "Do not go on after connect has failed; end with sys.exit(1), or let the error end the program.",
        context => ClientPlay.RefuseAsync(context, input))
    { CanBurn = false };

    /// <summary>A client loses no answer whose line end is the end of the stream.</summary>
    public static Case LastAnswer(string suite, Func<CaseContext, Task> run) => new($"{suite}.last-answer", Level.Should,
        "A last answer that ends with FIN in place of a line end is written like any other.",
        "The last line of a stream may lack its line end; it must not be lost.",
        "When recv returns nothing, write what is left in the buffer before you leave.",
        run)
    { CanBurn = false };

    /// <summary>A client whose server has closed does not wait for it.</summary>
    public static Case EarlyClose(string suite, Func<CaseContext, Task<ClientPlay>> ask) => new($"{suite}.early-close", Level.Must,
        "The client ends when the server closes while an answer is owed.",
        "A client that waits for an answer that cannot come any more hangs for ever.",
        "When recv returns nothing, the server has gone: leave the loop.",
        async context => await (await ask(context)).LeaveAsync())
    { CanBurn = false };

    /// <summary>A client whose server has closed says that it did not get all answers.</summary>
    public static Case EarlyCloseFails(string suite, Func<CaseContext, Task<ClientPlay>> ask) => new($"{suite}.early-close-fails", Level.Should,
        "When the server closes while an answer is owed, the client's exit code is not 0.",
        "A script that runs the client goes on with half of the answers.",
        "End with sys.exit(1), or let the error end the program, when not all questions were answered.",
        async context => await (await ask(context)).LeaveAndFailAsync())
    { CanBurn = false };
}
