using Tincan.Checks.Targets;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Plays;

/// <summary>A client under check, and the server that a case plays for it.</summary>
internal sealed class ClientPlay
{
    /// <summary>What a program did last has come by then.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(5);

    /// <summary>A client that does not wait has sent its next line by then.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(50);

    private readonly CaseContext _trial;

    private ClientPlay(CaseContext context, Peer peer)
    {
        _trial = context;
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
    public static async Task RefuseAsync(CaseContext context, string input)
    {
        await context.StartClientAsync(Encoding.UTF8.GetBytes(input), refuses: true);
        Fails(await context.ExitAsync(context.Options.StartTimeout), "the connection was refused");
    }

    /// <summary>Hears a question; on a new connection if the client has closed the last one and opens one a question.</summary>
    public async Task HearAsync(Func<Peer, Task> hear)
    {
        try
        {
            await hear(Peer);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, Got.IsEmpty: true })
        {
            await NextAsync();
            await hear(Peer);
        }
    }

    /// <summary>
    /// Leaves time for the second line of a client that sends it before it has an answer to the first, so that what it does is seen in that order, whatever
    /// comes of it.
    /// </summary>
    public Task SeeAheadAsync() => Peer.PeekAsync(Ahead);

    /// <summary>Waits for the next connection of the client.</summary>
    public async Task NextAsync() => Peer = await _trial.AcceptAsync();

    /// <summary>Says FIN, waits for the client to end, and takes what it wrote.</summary>
    public async Task<ClientOutput> WrittenAsync()
    {
        await Peer.FinishAsync();
        try
        {
            var written = await _trial.WrittenAsync();

            // How the client ended its connection, and what it sent after the last answer, explains what it did not write.
            await Peer.CollectAsync(OnItsWay, OnItsWay);
            return written;
        }
        catch (CheckFailedException stays) when (stays.IsOfEnding)
        {
            throw new CheckFailedException(stays.Kind, stays.Message) { IsOfEnding = true, IsContentUnknown = true };
        }
    }

    /// <summary>
    /// Says FIN, and expects that the client has written something; it need not end by then, but one that has written too little is waited for, for as long
    /// as it may take to end.
    /// </summary>
    /// <param name="expect">Throws if it is not there.</param>
    public async Task ExpectAsync(Action<ClientOutput> expect)
    {
        var written = await WrittenAsync();
        expect(written.Stays is not null && IsMissing(written, expect) ? await _trial.WrittenInTheEndAsync() : written);
    }

    /// <summary>Expects that the client says nothing more, closes by itself, and ends with exit code 0.</summary>
    public async Task EndsWellAsync()
    {
        await Peer.HearEndAsync(_trial.Options.ExitLimit);
        var end = await _trial.ExitAsync();
        if (end.ExitCode != 0)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"everything worked, but the program ended with {end.Words}, not with exit code 0") { IsOfEnding = true };
        }
    }

    /// <summary>Closes while an answer is owed; the client has to end.</summary>
    public async Task<ProgramEnd> LeaveAsync()
    {
        await Peer.FinishAsync();
        return await _trial.ExitAsync();
    }

    /// <summary>Closes while an answer is owed; the client has to end, and to say by its exit code that it failed.</summary>
    public async Task LeaveAndFailAsync() => Fails(await LeaveAsync(), "the server closed before it had answered");

    /// <summary>Expects an exit code that says that the client failed.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="problem">What has happened to it.</param>
    public static void Fails(ProgramEnd end, string problem)
    {
        if (end.ExitCode == 0)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"{problem}, but the program ended with exit code 0, which means success") { IsOfEnding = true };
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
