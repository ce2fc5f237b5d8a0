using Tincan.Checks.Targets;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Plays;

/// <summary>A client under check, and the server that a case plays for it.</summary>
internal sealed class ClientPlay
{
    /// <summary>What a program did last has come by then.</summary>
    private static readonly TimeSpan LoopbackDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>A client that does not wait has sent its next line by then.</summary>
    private static readonly TimeSpan PipelineWait = TimeSpan.FromMilliseconds(50);

    private readonly CaseContext _context;

    private ClientPlay(CaseContext context, Peer peer)
    {
        _context = context;
        Peer = peer;
    }

    /// <summary>Our end of the connection that is in use.</summary>
    public Peer Peer { get; private set; }

    /// <summary>Starts the client and waits until it connects.</summary>
    public static async Task<ClientPlay> StartAsync(CaseContext context, string input)
    {
        await context.StartClientAsync(Encoding.UTF8.GetBytes(input));
        return new ClientPlay(context, await context.AcceptAsync());
    }

    /// <summary>A client that cannot connect has to end, and to say by its exit code that it failed.</summary>
    public static async Task ExpectRefusalFailsAsync(CaseContext context, string input)
    {
        await context.StartClientAsync(Encoding.UTF8.GetBytes(input), refuses: true);
        ExpectFailure(await context.WaitForExitAsync(context.Options.StartTimeout), "the connection was refused");
    }

    /// <summary>Hears a question; on a new connection if the client has closed the last one and opens one a question.</summary>
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

    /// <summary>
    /// Leaves time for the second line of a client that sends it before it has an answer to the first, so that what it does is seen in that order, whatever
    /// comes of it.
    /// </summary>
    public Task WaitForPipelinedLineAsync() => Peer.PeekAsync(PipelineWait);

    /// <summary>Waits for the next connection of the client.</summary>
    public async Task AcceptNextAsync() => Peer = await _context.AcceptAsync();

    /// <summary>Says FIN, waits for the client to end, and takes what it wrote.</summary>
    public async Task<ClientOutput> FinishAndGetOutputAsync()
    {
        await Peer.FinishAsync();
        try
        {
            var written = await _context.GetOutputAsync();

            // How the client ended its connection, and what it sent after the last answer, explains what it did not write.
            await Peer.ReceiveAllAsync(LoopbackDelay, LoopbackDelay);
            return written;
        }
        catch (CheckFailedException stays) when (stays.IsCloseFailure)
        {
            throw new CheckFailedException(stays.Kind, stays.Message) { IsCloseFailure = true, IsContentUnknown = true };
        }
    }

    /// <summary>
    /// Says FIN, and expects that the client has written something; it need not end by then, but one that has written too little is waited for, for as long
    /// as it may take to end.
    /// </summary>
    /// <param name="expect">Throws if it is not there.</param>
    public async Task ExpectOutputAsync(Action<ClientOutput> expect)
    {
        var written = await FinishAndGetOutputAsync();
        expect(written.ExitFailure is not null && IsMissing(written, expect) ? await _context.GetFinalOutputAsync() : written);
    }

    /// <summary>Expects that the client says nothing more, closes by itself, and ends with exit code 0.</summary>
    public async Task ExpectSuccessAsync()
    {
        await Peer.ExpectCloseAsync(_context.Options.ExitTimeout);
        var end = await _context.WaitForExitAsync();
        if (end.ExitCode != 0)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"everything worked, but the program ended with {end.Description}, not with exit code 0") { IsCloseFailure = true };
        }
    }

    /// <summary>Closes while an answer is owed; the client has to end.</summary>
    public async Task<ProgramExit> CloseEarlyAsync()
    {
        await Peer.FinishAsync();
        return await _context.WaitForExitAsync();
    }

    /// <summary>Closes while an answer is owed; the client has to end, and to say by its exit code that it failed.</summary>
    public async Task CloseEarlyAndExpectFailureAsync() => ExpectFailure(await CloseEarlyAsync(), "the server closed before it had answered");

    /// <summary>Expects an exit code that says that the client failed.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="problem">What has happened to it.</param>
    public static void ExpectFailure(ProgramExit end, string problem)
    {
        if (end.ExitCode == 0)
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
