using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Plays;

/// <summary>A running client, and the server that a case plays for it.</summary>
/// <param name="context">The case's.</param>
/// <param name="peer">Our end of the client's first connection.</param>
internal sealed class ClientPlay(CaseContext context, Peer peer)
{
    /// <summary>The last bytes of the client have arrived after this time.</summary>
    private static readonly TimeSpan LoopbackDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>A client that does not wait for answers has sent its next line after this time.</summary>
    private static readonly TimeSpan PipelineWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Our end of the current connection.</summary>
    public Peer Peer { get; private set; } = peer;

    /// <summary>Starts the client, and waits for its connection.</summary>
    public static async Task<ClientPlay> StartAsync(CaseContext context, string input)
    {
        await context.StartClientAsync(Encoding.UTF8.GetBytes(input));
        return new ClientPlay(context, await context.AcceptAsync());
    }

    /// <summary>Refuses the connection of the client, and expects that it exits with an exit code other than 0.</summary>
    public static async Task ExpectRefusalFailsAsync(CaseContext context, ReadOnlyMemory<byte> input)
    {
        await context.StartClientAsync(input, refuses: true);
        ExpectFailure(await context.WaitForExitAsync(context.Options.StartTimeout), "the connection was refused");
    }

    /// <summary>Expects a question: on the current connection, or on a new one if the client opens one for each question.</summary>
    public async Task ExpectQuestionAsync(Func<Peer, Task> expect)
    {
        try
        {
            await expect(Peer);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, Got.IsEmpty: true })
        {
            await AcceptNextAsync();
            await expect(Peer);
        }
    }

    /// <summary>Gives a client that does not wait for an answer time to send its second line, so that the events have the same order in every run.</summary>
    public Task WaitForPipelinedLineAsync() => Peer.PeekAsync(PipelineWait);

    /// <summary>Waits for the next connection of the client.</summary>
    public async Task AcceptNextAsync() => Peer = await context.AcceptAsync();

    /// <summary>Sends a FIN, waits for the client to exit, and returns its output.</summary>
    public async Task<ClientOutput> FinishAndGetOutputAsync()
    {
        await Peer.FinishAsync();
        try
        {
            var written = await context.GetOutputAsync();

            // How the client closed, and what it sent after the last answer, explains missing output.
            await Peer.ReceiveAllAsync(LoopbackDelay, LoopbackDelay);
            return written;
        }
        catch (CheckFailedException failure) when (failure.IsCloseFailure)
        {
            throw new CheckFailedException(failure.Kind, failure.Message) { IsCloseFailure = true, IsContentUnknown = true };
        }
    }

    /// <summary>Sends a FIN if that has not been sent, and expects output. If some is missing, waits until the client exits; otherwise it need not exit.</summary>
    /// <param name="expect">Throws if the output is wrong.</param>
    public async Task ExpectOutputAsync(Action<ClientOutput> expect)
    {
        var written = await FinishAndGetOutputAsync();
        expect(written.ExitFailure is not null && IsMissing(written, expect) ? await context.GetFinalOutputAsync() : written);
    }

    /// <summary>Expects an exit code other than 0.</summary>
    /// <param name="exit">How the client exited.</param>
    /// <param name="problem">The problem that the exit code should report.</param>
    public static void ExpectFailure(ProgramExit exit, string problem)
    {
        if (exit.ExitCode == 0)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"{problem}, but the program ended with exit code 0, which means success") { IsCloseFailure = true };
        }
    }

    private static bool IsMissing(ClientOutput written, Action<ClientOutput> expect)
    {
        try
        {
            expect(written);
            return false;
        }
        catch (CheckFailedException)
        {
            return true;
        }
    }
}
