using System.Diagnostics;
using System.Net.Sockets;

namespace Tincan.Reliability;

/// <summary>Clients of every kind, each in a loop until it is cancelled. Everything that they receive is compared.</summary>
/// <param name="talk">What they speak.</param>
/// <param name="server">To whom.</param>
/// <param name="findings">Where wrong answers are noted.</param>
internal sealed class Crowd(Talk talk, IPEndPoint server, Findings findings)
{
    /// <summary>In bytes: what is not read waits at the server.</summary>
    private const int SmallWindow = 4096;

    private int _next;

    /// <summary>How many answers were right.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    private long _answers;

    /// <summary>How many connections were made.</summary>
    public int Connections => _next;

    /// <summary>How long answers to polite clients took.</summary>
    public Latencies Latencies { get; init; } = new();

    /// <summary>Sends a question now and then, reads each answer, sends a FIN, and waits for the FIN of the server.</summary>
    public Task PoliteAsync(Random chance, TimeSpan pause, int rounds, CancellationToken cancel) => RepeatAsync(async (client, speaker) =>
    {
        for (var round = 0; round < rounds && !cancel.IsCancellationRequested; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await AskAsync(speaker, client, round, cancel);
            Latencies.Add(Stopwatch.GetElapsedTime(began));
            await Task.Delay(pause * (0.5 + chance.NextDouble()), TimeProvider.System, cancel);
        }

        speaker.Finish();
        findings.Expect(await speaker.ReceiveAsync(new byte[1], cancel) == 0, $"{talk.Name} said more than it was asked");
    }, mayBeCut: false, cancel);

    /// <summary>Comes, asks a little, and leaves in one of the ways there are.</summary>
    public Task FleetingAsync(Random chance, TimeSpan pause, CancellationToken cancel) => RepeatAsync(async (client, speaker) =>
    {
        for (var round = chance.Next(3); round > 0; round--)
        {
            await AskAsync(speaker, client, round, cancel);
        }

        switch (chance.Next(3))
        {
            case 0:
                speaker.Reset();
                break;
            case 1:
                await speaker.SendAsync(talk.Ask(client, 0).AsMemory(0, 1), cancel);
                speaker.Reset();
                break;
        }

        await Task.Delay(pause * (0.5 + chance.NextDouble()), TimeProvider.System, cancel);
    }, mayBeCut: false, cancel);

    /// <summary>Asks for much at once, and takes it in small pieces.</summary>
    public Task SlowReaderAsync(TimeSpan pause, CancellationToken cancel) => RepeatAsync(async (client, speaker) =>
    {
        const int Questions = 200;
        var asked = Enumerable.Range(0, Questions).SelectMany(round => talk.Ask(client, round)).ToArray();
        var owed = Enumerable.Range(0, Questions).SelectMany(round => talk.Answer(client, round)).ToArray();
        var asking = speaker.SendAsync(asked, cancel);
        var step = Math.Max(1, owed.Length / 50);
        for (var at = 0; at < owed.Length; at += step)
        {
            findings.Expect(await speaker.ReceivesAsync(owed.AsMemory(at, Math.Min(step, owed.Length - at)), cancel), $"{talk.Name} gave a slow reader something else");
            await Task.Delay(pause, TimeProvider.System, cancel);
        }

        await asking;
        Interlocked.Add(ref _answers, Questions);
    }, mayBeCut: false, cancel);

    /// <summary>Asks for more than anybody should keep for it, reads nothing, stays for a while, and resets.</summary>
    public Task DeafAsync(TimeSpan stay, CancellationToken cancel) => RepeatAsync(async (client, speaker) =>
    {
        const int Enough = 256 * 1024;
        using var full = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        full.CancelAfter(stay);
        try
        {
            var question = talk.Ask(client, 0);
            await speaker.SendAsync(Enumerable.Repeat(question, Enough / question.Length).SelectMany(static one => one).ToArray(), full.Token);
            await Task.Delay(stay, TimeProvider.System, full.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            speaker.Reset();
        }
    }, mayBeCut: true, cancel, window: SmallWindow);

    /// <summary>Sends a question byte by byte, with a pause after each, and never ends it.</summary>
    public Task TrickleAsync(TimeSpan pause, CancellationToken cancel) => RepeatAsync(async (client, speaker) =>
    {
        var question = talk.Ask(client, 0);
        for (var at = 0; at < question.Length - 1; at++)
        {
            await speaker.SendAsync(question.AsMemory(at, 1), cancel);
            await Task.Delay(pause, TimeProvider.System, cancel);
        }
    }, mayBeCut: true, cancel);

    /// <summary>Connects and says nothing.</summary>
    public Task SilentAsync(TimeSpan stay, CancellationToken cancel) =>
        RepeatAsync((_, _) => Task.Delay(stay, TimeProvider.System, cancel), mayBeCut: true, cancel);

    private async Task AskAsync(Speaker speaker, int client, int round, CancellationToken cancel)
    {
        await speaker.SendAsync(talk.Ask(client, round), cancel);
        if (await speaker.ReceivesAsync(talk.Answer(client, round), cancel))
        {
            Interlocked.Increment(ref _answers);
        }
        else
        {
            findings.IsWrong($"{talk.Name} gave a wrong answer");
        }
    }

    /// <param name="one">A connection from its beginning to its end.</param>
    /// <param name="mayBeCut">The server may end the connection of one who behaves like this.</param>
    /// <param name="cancel">Calls it off.</param>
    /// <param name="window">The size of the receive buffer in bytes; 0 for the system's own.</param>
    private async Task RepeatAsync(Func<int, Speaker, Task> one, bool mayBeCut, CancellationToken cancel, int window = 0)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var speaker = await Speaker.ConnectAsync(server, window, cancel);
                await one(Interlocked.Increment(ref _next), speaker);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException error)
            {
                findings.Expect(mayBeCut, $"{talk.Name}: {error.SocketErrorCode}");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
